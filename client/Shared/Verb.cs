using System.CommandLine;

namespace Genesis.Client;

/// <summary>A verb with its help: a sentence for lists, and what else there is to say, with examples, for its own help.</summary>
internal sealed class Verb : Command
{
    private const string Example = " Example: ";

    /// <param name="name">How it is called.</param>
    /// <param name="text">The sentence, then the rest in further lines; or the sentence and one example.</param>
    public Verb(string name, string text)
        : base(name, Split(text).Sentence) => Details = Split(text).Details;

    /// <summary>What comes after the sentence.</summary>
    public string Details { get; }

    /// <summary>The first line and what follows it.</summary>
    public static (string Sentence, string Details) Split(string text)
    {
        text = text.ReplaceLineEndings("\n");
        if (text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end) return (text[..end], text[end..].Trim('\n'));
        return text.IndexOf(Example, StringComparison.Ordinal) is > 0 and var place ? (text[..place], $"Example:\n  {text[(place + Example.Length)..]}") : (text, "");
    }
}
