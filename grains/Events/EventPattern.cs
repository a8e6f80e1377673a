namespace Genesis.Events;

/// <summary>
/// Event types and the patterns that choose them. A type is words joined by dots, such as <c>trade.btc</c>; a pattern is a type, a beginning
/// followed by <c>.*</c> (<c>trade.*</c> chooses <c>trade.btc</c> and <c>trade.btc.spot</c>, but neither <c>trade</c> nor <c>trades.btc</c>), or <c>*</c>.
/// </summary>
public static class EventPattern
{
    /// <summary>Chooses every type.</summary>
    public const string Everything = "*";

    /// <summary>How long a type or pattern may be, in characters.</summary>
    public const int MaxLength = 200;

    private const string AnyEnd = ".*";

    /// <summary>What is wrong with an event type, in a sentence; null if nothing is.</summary>
    public static string? ProblemOfType(string? type) => Problem("event type", type, type);

    /// <summary>What is wrong with a pattern, in a sentence; null if nothing is.</summary>
    public static string? ProblemOfPattern(string? pattern)
    {
        if (pattern == Everything)
            return null;
        var words = pattern is not null && pattern.EndsWith(AnyEnd, StringComparison.Ordinal) ? pattern[..^AnyEnd.Length] : pattern;
        return Problem("pattern", pattern, words);
    }

    /// <summary>Whether a pattern chooses a type.</summary>
    public static bool Matches(string pattern, string type)
    {
        if (pattern == Everything || pattern == type)
            return true;
        // "trade.*" without its star is what the type begins with; the type must go on after it.
        return pattern.EndsWith(AnyEnd, StringComparison.Ordinal) && type.Length >= pattern.Length && type.AsSpan().StartsWith(pattern.AsSpan(..^1), StringComparison.Ordinal);
    }

    /// <summary>All patterns that choose a type, the most particular one first.</summary>
    public static IEnumerable<string> PatternsOf(string type)
    {
        yield return type;
        for (var dot = type.LastIndexOf('.'); dot > 0; dot = type.LastIndexOf('.', dot - 1))
            yield return string.Concat(type.AsSpan(0, dot), AnyEnd);
        yield return Everything;
    }

    private static string? Problem(string what, string? text, string? words)
    {
        const string Rule = "use words joined by dots, such as trade.btc";
        if (string.IsNullOrEmpty(text))
            return $"The {what} is empty; {Rule}.";
        if (text.Length > MaxLength)
            return $"The {what} '{text[..20]}…' has {text.Length} characters; at most {MaxLength} are allowed.";
        foreach (var character in words!)
        {
            if (character == '*')
                return $"The {what} '{text}' has a '*' where none may be; patterns are '*' alone, or a beginning followed by '.*' such as trade.*.";
            if (char.IsWhiteSpace(character) || char.IsControl(character) || char.IsSurrogate(character))
                return $"The {what} '{text}' contains the character U+{(int)character:X4}, which is not allowed; {Rule}.";
        }
        if (words.Length == 0 || words[0] == '.' || words[^1] == '.' || words.Contains("..", StringComparison.Ordinal))
            return $"The {what} '{text}' has an empty word; {Rule}.";
        return null;
    }
}
