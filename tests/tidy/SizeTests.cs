using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Shouldly;
using Xunit;

namespace Genesis.Tests.Tidy;

/// <summary>Small files and small methods: what grows past the limit asks to be split by what it does.</summary>
public sealed class SizeTests
{
    private const int MostLinesOfFile = 300;
    private const int MostLinesOfMethod = 70;

    [Fact]
    public void No_file_is_too_long() =>
        House.Files(".cs").Where(file => House.Lines(file).Length > MostLinesOfFile)
            .Select(file => $"{file}: {House.Lines(file).Length} lines, more than {MostLinesOfFile}").ShouldBeEmpty();

    [Fact]
    public void No_method_is_too_long() => House.Files(".cs").SelectMany(LongMethods).ShouldBeEmpty();

    private static IEnumerable<string> LongMethods(string file)
    {
        var root = CSharpSyntaxTree.ParseText(House.Text(file), cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken);
        foreach (var method in root.DescendantNodes().OfType<BaseMethodDeclarationSyntax>())
        {
            var lines = method.GetLocation().GetLineSpan();
            var length = lines.EndLinePosition.Line - lines.StartLinePosition.Line + 1;
            if (length > MostLinesOfMethod)
                yield return $"{file}:{lines.StartLinePosition.Line + 1}: {length} lines, more than {MostLinesOfMethod}";
        }
    }
}
