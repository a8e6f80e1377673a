using System.Globalization;

namespace Orleans.Runtime;

/// <summary>A version of the list of silos. The embedded engine has one silo and never changes it.</summary>
[GenerateSerializer, Immutable]
public readonly struct MembershipVersion : IComparable<MembershipVersion>, IEquatable<MembershipVersion>, ISpanFormattable
{
    /// <summary>A version from its number.</summary>
    public MembershipVersion(long version) => Value = version;

    /// <summary>The version before the first.</summary>
    public static MembershipVersion MinValue => new(long.MinValue);

    /// <summary>The number.</summary>
    [Id(0)]
    public long Value { get; init; }

    /// <inheritdoc />
    public int CompareTo(MembershipVersion other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is MembershipVersion other && Equals(other);

    /// <inheritdoc />
    public bool Equals(MembershipVersion other) => Value == other.Value;

    /// <inheritdoc />
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => Value == long.MinValue ? "default" : Value.ToString(CultureInfo.InvariantCulture);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"{ToString()}", out charsWritten);

    /// <summary>Equality.</summary>
    public static bool operator ==(MembershipVersion left, MembershipVersion right) => left.Value == right.Value;

    /// <summary>Inequality.</summary>
    public static bool operator !=(MembershipVersion left, MembershipVersion right) => left.Value != right.Value;

    /// <summary>Later or the same.</summary>
    public static bool operator >=(MembershipVersion left, MembershipVersion right) => left.Value >= right.Value;

    /// <summary>Earlier or the same.</summary>
    public static bool operator <=(MembershipVersion left, MembershipVersion right) => left.Value <= right.Value;

    /// <summary>Later.</summary>
    public static bool operator >(MembershipVersion left, MembershipVersion right) => left.Value > right.Value;

    /// <summary>Earlier.</summary>
    public static bool operator <(MembershipVersion left, MembershipVersion right) => left.Value < right.Value;
}
