using System.Reflection;
using Genesis.Trading;

namespace Genesis.Tests.Unit.Hosting;

/// <summary>A public name of ours that a user's implicit usings bring too would be ambiguous wherever the user writes it.</summary>
public sealed class NameCollisionTests
{
    private static readonly Assembly[] Ours = [typeof(ComponentRegistration).Assembly, typeof(Component).Assembly, typeof(TradingOptions).Assembly, typeof(Genesis.Doors.DoorOptions).Assembly];

    // Those of Orleans' packages, of the SDK, and of the web SDK.
    private static readonly HashSet<string> Implicit = new(StringComparer.Ordinal)
    {
        "Orleans", "Orleans.Runtime", "Orleans.Hosting",
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
        "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    };

    [Fact]
    public void No_public_type_is_called_like_one_of_an_implicit_using()
    {
        var theirs = Reachable().Where(static assembly => !Ours.Contains(assembly)).SelectMany(static assembly => assembly.GetExportedTypes().Concat(assembly.GetForwardedTypes()))
            .Where(static type => !type.IsNested && type.Namespace is { } space && Implicit.Contains(space)).ToLookup(static type => type.Name, StringComparer.Ordinal);
        theirs.Contains("Grain").ShouldBeTrue("Orleans' types should be among those that are compared");
        theirs.Contains("WebApplication").ShouldBeTrue("the web SDK's types should be among those that are compared");
        Ours.SelectMany(static assembly => assembly.GetExportedTypes()).Where(type => !type.IsNested && theirs.Contains(type.Name))
            .Select(type => $"{type.FullName}, {theirs[type.Name].First().FullName}").ShouldBeEmpty();
    }

    private static IEnumerable<Assembly> Reachable()
    {
        Queue<Assembly> left = new([.. Ours, typeof(Microsoft.AspNetCore.Builder.WebApplication).Assembly, typeof(System.Net.Http.Json.HttpClientJsonExtensions).Assembly]);
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (left.TryDequeue(out var assembly))
        {
            if (!seen.Add(assembly.FullName!)) continue;
            yield return assembly;
            foreach (var name in assembly.GetReferencedAssemblies())
            {
                try
                {
                    left.Enqueue(Assembly.Load(name));
                }
                catch (FileNotFoundException)
                {
                    // Referred to by a library, for a case that is none of ours.
                }
            }
        }
    }
}
