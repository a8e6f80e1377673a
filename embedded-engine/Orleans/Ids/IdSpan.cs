using System.Text;

namespace Orleans.Runtime;

/// <summary>
/// A piece of an identity. Its outer form is UTF-8 bytes, as in Orleans; inside it is a string and its hash, so that the usual way in and out
/// (a string) copies nothing. Bytes that are not UTF-8 are not preserved.
/// </summary>
[GenerateSerializer, Immutable]
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>, ISpanFormattable
{
    [Id(0)]
    private readonly string? _value;

    [Id(1)]
    private readonly int _hashCode;

    /// <summary>An identity from its bytes.</summary>
    public IdSpan(byte[] value)
    {
        _value = value is null ? null : Encoding.UTF8.GetString(value);
        _hashCode = (int)StableHash.ComputeHash(value);
    }

    private IdSpan(string? value, int hashCode)
    {
        _value = value;
        _hashCode = hashCode;
    }

    /// <summary>The bytes. Makes a new array each time.</summary>
    public ReadOnlyMemory<byte> Value => _value is null ? default : Encoding.UTF8.GetBytes(_value);

    /// <summary>Whether it is empty.</summary>
    public bool IsDefault => string.IsNullOrEmpty(_value);

    /// <summary>An identity from a string.</summary>
    public static IdSpan Create(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return new IdSpan(id, (int)StableHash.ComputeUtf8Hash(id));
    }

    /// <summary>An identity from bytes and a hash that is taken on trust.</summary>
    public static IdSpan UnsafeCreate(byte[]? value, int hashCode) =>
        new(value is null ? null : Encoding.UTF8.GetString(value), hashCode);

    /// <summary>The bytes as an array; null for the default value.</summary>
    public static byte[]? UnsafeGetArray(IdSpan id) => id._value is null ? null : Encoding.UTF8.GetBytes(id._value);

    /// <summary>The bytes. Makes a new array each time.</summary>
    public ReadOnlySpan<byte> AsSpan() => Value.Span;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc />
    public bool Equals(IdSpan obj) => ReferenceEquals(_value, obj._value) || (_hashCode == obj._hashCode && string.Equals(_value, obj._value));

    /// <inheritdoc />
    public override int GetHashCode() => _hashCode;

    /// <summary>A hash that is the same in every process.</summary>
    public uint GetUniformHashCode() => unchecked((uint)_hashCode);

    /// <inheritdoc />
    public int CompareTo(IdSpan other)
    {
        if (_value is null || other._value is null)
            return (_value is null ? 0 : 1) - (other._value is null ? 0 : 1);

        // Byte order: UTF-16 order is the same unless surrogates are involved.
        return Ascii.IsValid(_value) || Ascii.IsValid(other._value)
            ? string.CompareOrdinal(_value, other._value)
            : AsSpan().SequenceCompareTo(other.AsSpan());
    }

    /// <inheritdoc />
    public override string ToString() => _value ?? "";

    /// <summary>Writes the text.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        var written = _value.AsSpan().TryCopyTo(destination);
        charsWritten = written ? _value.AsSpan().Length : 0;
        return written;
    }

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(destination, out charsWritten);

    /// <summary>Equality by content.</summary>
    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    /// <summary>Inequality by content.</summary>
    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}
