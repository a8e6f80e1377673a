using System.Text.Json.Serialization;

namespace Orleans.Runtime;

/// <summary>A Guid as an identity, such as that of a stream subscription.</summary>
[GenerateSerializer, Immutable]
[JsonConverter(typeof(GuidIdConverter))]
public sealed class GuidId : IEquatable<GuidId>, IComparable<GuidId>
{
    /// <summary>The value.</summary>
    [Id(0)]
    public readonly Guid Guid;

    private GuidId(Guid guid) => Guid = guid;

    /// <summary>An identity from its value.</summary>
    public static GuidId GetGuidId(Guid guid) => new(guid);

    /// <inheritdoc />
    public int CompareTo(GuidId? other) => other is null ? 1 : Guid.CompareTo(other.Guid);

    /// <inheritdoc />
    public bool Equals(GuidId? other) => other is not null && Guid == other.Guid;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as GuidId);

    /// <inheritdoc />
    public override int GetHashCode() => Guid.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => Guid.ToString();

    /// <summary>Equality by value.</summary>
    public static bool operator ==(GuidId? left, GuidId? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Inequality by value.</summary>
    public static bool operator !=(GuidId? left, GuidId? right) => !(left == right);
}
