using System.Text;

namespace Genesis.Client;

/// <summary>One line of the screen: text with colours, cut off where the screen ends.</summary>
internal sealed class TextLine(int width)
{
    public const string Dim = "\e[2m";
    public const string Bold = "\e[1m";
    public const string Red = "\e[31m";
    public const string Green = "\e[32m";
    public const string Yellow = "\e[33m";
    public const string Cyan = "\e[36m";
    public const string Reverse = "\e[7m";

    private static readonly bool Colourless = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };

    private readonly StringBuilder _text = new();

    /// <summary>Places used.</summary>
    public int Length { get; private set; }

    public int Room => width - Length;

    public TextLine Add(string text, string? style = null)
    {
        if (text.Length > Room) text = Room > 1 ? string.Concat(text.AsSpan(0, Room - 1), "…") : text[..Math.Max(0, Room)];
        if (text.Length == 0) return this;
        Length += text.Length;
        text = Output.Clean(text).Replace('\n', ' ');
        if (style is null || Colourless) _text.Append(text);
        else _text.Append(style).Append(text).Append("\e[0m");
        return this;
    }

    /// <summary>Fills up to a place, so that what follows ends at the right edge.</summary>
    public TextLine AddRight(string text, string? style = null) => text.Length < Room ? Add(new string(' ', Room - text.Length)).Add(text, style) : this;

    public override string ToString() => _text.ToString();
}
