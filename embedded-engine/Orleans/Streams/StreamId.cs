using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace Orleans.Runtime;

/// <summary>
/// The identity of a stream within its provider: a namespace, which may be absent, and a key. As text: <c>namespace/key</c>.
/// The outer form is UTF-8 bytes, as in Orleans; inside are strings and their hash.
/// </summary>
[GenerateSerializer, Immutable]
[JsonConverter(typeof(StreamIdJsonConverter))]
public readonly struct StreamId : IEquatable<StreamId>, IComparable<StreamId>, ISpanFormattable
{
    [Id(0)]
    private readonly string? _namespace;

    [Id(1)]
    private readonly string? _key;

    [Id(2)]
    private readonly int _hash;

    private StreamId(string? ns, string key)
    {
        _namespace = string.IsNullOrEmpty(ns) ? null : ns;
        _key = key;
        _hash = (int)StableHash.ComputeUtf8Hash(ns, key);
    }

    /// <summary>Namespace and key, one after the other. Makes a new array each time.</summary>
    public ReadOnlyMemory<byte> FullKey => Encoding.UTF8.GetBytes(_namespace + _key);

    /// <summary>The namespace; empty if absent. Makes a new array each time.</summary>
    public ReadOnlyMemory<byte> Namespace => Encoding.UTF8.GetBytes(_namespace ?? "");

    /// <summary>The key. Makes a new array each time.</summary>
    public ReadOnlyMemory<byte> Key => Encoding.UTF8.GetBytes(_key ?? "");

    /// <summary>An identity from its parts in UTF-8.</summary>
    /// <exception cref="ArgumentNullException">The key is empty.</exception>
    public static StreamId Create(ReadOnlySpan<byte> ns, ReadOnlySpan<byte> key) =>
        key.IsEmpty
            ? throw new ArgumentNullException(nameof(key), "A stream needs a key.")
            : new StreamId(Encoding.UTF8.GetString(ns), Encoding.UTF8.GetString(key));

    /// <summary>An identity from namespace and Guid key.</summary>
    public static StreamId Create(string? ns, Guid key) => new(ns, key.ToString("N"));

    /// <summary>An identity from namespace and integer key.</summary>
    public static StreamId Create(string? ns, long key) => new(ns, key.ToString(CultureInfo.InvariantCulture));

    /// <summary>An identity from namespace and string key.</summary>
    public static StreamId Create(string? ns, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new StreamId(ns, key);
    }

    /// <summary>Reads <c>namespace/key</c>; the namespace ends at the first slash.</summary>
    /// <exception cref="ArgumentException">The text has no slash, or nothing behind it.</exception>
    public static StreamId Parse(ReadOnlySpan<byte> value)
    {
        var slash = value.IndexOf((byte)'/');
        return slash < 0
            ? throw new ArgumentException($"'{Encoding.UTF8.GetString(value)}' is not a stream id: a stream id is namespace/key.", nameof(value))
            : Create(value[..slash], value[(slash + 1)..]);
    }

    /// <summary>The key as text. An integer key is decimal, a Guid key 32 hexadecimal digits.</summary>
    public string GetKeyAsString() => _key ?? "";

    /// <summary>The namespace; null if absent.</summary>
    public string? GetNamespace() => _namespace;

    /// <inheritdoc />
    public int CompareTo(StreamId other) => FullKey.Span.SequenceCompareTo(other.FullKey.Span);

    /// <inheritdoc />
    public bool Equals(StreamId other) => _hash == other._hash && _key == other._key && _namespace == other._namespace;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is StreamId other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _hash;

    /// <inheritdoc />
    public override string ToString() => string.Concat(_namespace ?? "null", "/", _key);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"{_namespace ?? "null"}/{_key}", out charsWritten);

    /// <summary>Equality of namespace and key.</summary>
    public static bool operator ==(StreamId s1, StreamId s2) => s1.Equals(s2);

    /// <summary>Inequality of namespace or key.</summary>
    public static bool operator !=(StreamId s1, StreamId s2) => !s1.Equals(s2);

    /// <summary>The key as a grain's key, for implicit subscriptions.</summary>
    internal IdSpan GetKeyIdSpan() => IdSpan.Create(_key ?? "");
}
