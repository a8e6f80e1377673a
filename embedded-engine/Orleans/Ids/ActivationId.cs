using System.Buffers.Binary;
using System.Text.Json.Serialization;

namespace Orleans.Runtime;

/// <summary>The identity of one activation. As text: <c>@</c> and 32 hexadecimal digits.</summary>
[GenerateSerializer, Immutable]
[JsonConverter(typeof(ActivationIdConverter))]
public readonly struct ActivationId : IEquatable<ActivationId>, ISpanFormattable
{
    [Id(0)]
    internal readonly Guid Key;

    /// <summary>An activation identity from its value.</summary>
    public ActivationId(Guid key) => Key = key;

    /// <summary>Whether it is empty.</summary>
    public bool IsDefault => Key == Guid.Empty;

    /// <summary>An activation identity that depends on the grain alone.</summary>
    public static ActivationId GetDeterministic(GrainId grain)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, grain.Type.GetUniformHashCode());
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], grain.Key.GetUniformHashCode());
        return new ActivationId(new Guid(bytes));
    }

    /// <summary>Reads what <see cref="ToParsableString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static ActivationId FromParsableString(string activationId) =>
        activationId is ['@', .. { Length: 32 } digits] && Guid.TryParseExact(digits, "N", out var key)
            ? new ActivationId(key)
            : throw new FormatException($"'{activationId}' is not an activation id: an activation id is @ and 32 hexadecimal digits.");

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is ActivationId other && Equals(other);

    /// <inheritdoc />
    public bool Equals(ActivationId other) => Key == other.Key;

    /// <inheritdoc />
    public override int GetHashCode() => Key.GetHashCode();

    /// <summary>The text that <see cref="FromParsableString"/> reads.</summary>
    public string ToParsableString() => ToString();

    /// <inheritdoc />
    public override string ToString() => $"@{Key:N}";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"@{Key:N}", out charsWritten);

    /// <summary>Equality by value.</summary>
    public static bool operator ==(ActivationId left, ActivationId right) => left.Equals(right);

    /// <summary>Inequality by value.</summary>
    public static bool operator !=(ActivationId left, ActivationId right) => !left.Equals(right);
}
