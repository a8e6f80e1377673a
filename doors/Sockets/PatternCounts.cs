namespace Genesis.Doors.Sockets;

/// <summary>Which patterns the door listens to: those that at least one session has. External events it gets anyway. Not safe for several threads.</summary>
/// <param name="listeners">Those who listen, one for each origin.</param>
internal sealed class PatternCounts(params EventListener[] listeners)
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>A session has a pattern.</summary>
    /// <exception cref="ArgumentException">It is no pattern, or the door listens to too many.</exception>
    public void Add(string pattern)
    {
        if (_counts.GetValueOrDefault(pattern) == 0)
            foreach (var listener in listeners) listener.Add(pattern);
        _counts[pattern] = _counts.GetValueOrDefault(pattern) + 1;
    }

    /// <summary>A session has a pattern no more.</summary>
    public void Remove(string pattern)
    {
        if (--_counts[pattern] > 0) return;
        _counts.Remove(pattern);
        foreach (var listener in listeners) listener.Remove(pattern);
    }
}
