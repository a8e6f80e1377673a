using System.Diagnostics.CodeAnalysis;

namespace Genesis.Doors;

/// <summary>Compares sets of tags as they come with a measurement, without making anything of them.</summary>
internal sealed class TagSet : IEqualityComparer<KeyValuePair<string, object?>[]>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, KeyValuePair<string, object?>[]>
{
    public static TagSet Comparer { get; } = new();

    public bool Equals(KeyValuePair<string, object?>[]? x, KeyValuePair<string, object?>[]? y) => x is not null && y is not null && Equals(x.AsSpan(), y);

    public int GetHashCode([DisallowNull] KeyValuePair<string, object?>[] obj) => GetHashCode(obj.AsSpan());

    public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, KeyValuePair<string, object?>[] other)
    {
        if (alternate.Length != other.Length) return false;
        for (var i = 0; i < other.Length; i++)
            if (alternate[i].Key != other[i].Key || !Equals(alternate[i].Value, other[i].Value)) return false;
        return true;
    }

    public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
    {
        // Names of tags are the same for all measurements of an instrument, so only values tell them apart.
        var hash = alternate.Length;
        foreach (var (_, value) in alternate) hash = (hash * 397) ^ (value?.GetHashCode() ?? 0);
        return hash;
    }

    public KeyValuePair<string, object?>[] Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => alternate.ToArray();
}
