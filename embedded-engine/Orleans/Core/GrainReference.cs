using Genesis.Embedded.Activations;
using Genesis.Embedded.Proxies;

namespace Orleans.Runtime;

/// <summary>Names a grain or an observer. Typed references derive from it and implement the grain's interface.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>, ISpanFormattable
{
    private readonly IdSpan _key;

    internal GrainReference(ReferenceShared shared, IdSpan key)
    {
        Shared = shared;
        _key = key;
    }

    internal ReferenceShared Shared { get; }

    /// <summary>Where the last call went, to be tried first by the next.</summary>
    internal Activation? LastActivation { get; set; }

    /// <summary>The grain it names.</summary>
    public GrainId GrainId => GrainId.Create(Shared.GrainType, _key);

    /// <summary>The interface it calls through; empty for an untyped reference.</summary>
    public GrainInterfaceType InterfaceType => Shared.InterfaceType;

    /// <summary>The name of that interface.</summary>
    public virtual string InterfaceName => InterfaceType.ToString();

    /// <summary>A hash that is the same in every process.</summary>
    public uint GetUniformHashCode() => GrainId.GetUniformHashCode();

    /// <summary>A reference to the same grain through another interface. Whether the grain implements it shows at the first call.</summary>
    public virtual TGrainInterface Cast<TGrainInterface>()
        where TGrainInterface : IAddressable => (TGrainInterface)CastTo(typeof(TGrainInterface));

    internal object CastTo(Type interfaceType) => interfaceType.IsInstanceOfType(this) ? this : Shared.Factory.Get(GrainId, interfaceType);

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && (ReferenceEquals(this, other) || GrainId.Equals(other.GrainId));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <summary>True when both name the same grain.</summary>
    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) => reference1?.Equals(reference2) ?? reference2 is null;

    /// <summary>True when they name different grains.</summary>
    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);

    /// <inheritdoc/>
    public sealed override string ToString() => $"GrainReference:{GrainId}:{InterfaceType}";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"GrainReference:{GrainId}:{InterfaceType}", out charsWritten);
}
