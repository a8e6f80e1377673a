using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Genesis.Client;

/// <summary>JSON from the command line, a file or standard input.</summary>
internal static class Data
{
    public static Argument<string?> Argument(string what) => new("data")
    {
        Description = $"{what}: JSON, @file, or - for standard input; {{}} when left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Reads it.</summary>
    /// <exception cref="UsageException">It cannot be read, or is no JSON; with the place.</exception>
    public static async Task<Payload> Read(string? argument, CancellationToken cancellationToken)
    {
        var (text, where) = argument switch
        {
            null => ("{}", ""),
            "-" => (await Console.In.ReadToEndAsync(cancellationToken), "Standard input"),
            ['@', .. var file] => (await ReadFile(file, cancellationToken), file),
            _ => (argument, "The data"),
        };
        try
        {
            using var document = JsonDocument.Parse(text);
            return Payload.FromJson(text);
        }
        catch (JsonException exception)
        {
            throw new UsageException(Problem(exception, where, text, argument));
        }
        catch (PayloadException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    private static string Problem(JsonException exception, string where, string text, string? argument)
    {
        if (string.IsNullOrWhiteSpace(text)) return $"{where} is empty; JSON was expected, such as '{{\"a\":1}}'.";
        var (line, place) = (exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
        var reason = exception.Message.Split(" LineNumber:")[0].TrimEnd('.');
        var sentence = string.Create(CultureInfo.InvariantCulture, $"{where} {(where.EndsWith('a') ? "are" : "is")} no JSON, at line {line + 1}, place {place + 1}: {reason}.");
        // A shell that has eaten the quotes is the usual cause.
        return argument is [not '@', _, ..] && !text.Contains('"', StringComparison.Ordinal) ? $"{sentence} Put it in single quotes: '{{\"a\":1}}'." : sentence;
    }

    private static async Task<string> ReadFile(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, new UTF8Encoding(false, throwOnInvalidBytes: true), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException(exception is FileNotFoundException or DirectoryNotFoundException ? $"There is no file {file}." : $"{file} cannot be read: {exception.Message}");
        }
    }
}
