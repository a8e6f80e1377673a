using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>Where an activation of a grain is.</summary>
[GenerateSerializer, Immutable]
public sealed class GrainAddress : IEquatable<GrainAddress>
{
    /// <summary>The grain.</summary>
    [Id(0)]
    public GrainId GrainId { get; init; }

    /// <summary>The activation.</summary>
    [Id(1)]
    public ActivationId ActivationId { get; init; }

    /// <summary>The silo.</summary>
    [Id(2)]
    public SiloAddress? SiloAddress { get; init; }

    /// <summary>The list of silos by which it was placed.</summary>
    [Id(3)]
    public MembershipVersion MembershipVersion { get; init; } = MembershipVersion.MinValue;

    /// <summary>Whether grain, activation and silo are all known.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsComplete => !GrainId.IsDefault && !ActivationId.IsDefault && SiloAddress is not null;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as GrainAddress);

    /// <inheritdoc />
    public bool Equals(GrainAddress? other) => SameGrainAndSilo(other) && ActivationId == other.ActivationId;

    /// <summary>Equality in which an unknown activation matches every activation.</summary>
    public bool Matches([NotNullWhen(true)] GrainAddress? other) =>
        SameGrainAndSilo(other) && (ActivationId.IsDefault || other.ActivationId.IsDefault || ActivationId == other.ActivationId);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(SiloAddress, GrainId, ActivationId);

    /// <inheritdoc />
    public override string ToString() => $"[GrainAddress GrainId {GrainId}, ActivationId: {ActivationId}, SiloAddress: {SiloAddress}]";

    private bool SameGrainAndSilo([NotNullWhen(true)] GrainAddress? other) =>
        other is not null && GrainId == other.GrainId && Equals(SiloAddress, other.SiloAddress);
}
