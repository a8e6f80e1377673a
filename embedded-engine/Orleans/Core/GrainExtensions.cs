using Orleans.Runtime;

namespace Orleans;

/// <summary>Identity of grains and conversions between their interfaces. All work on grain objects and on references.</summary>
public static class GrainExtensions
{
    /// <summary>A reference to the grain by another interface. Whether the grain has that interface shows at the first call.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) =>
        (TGrainInterface)AsReference(grain).CastTo(typeof(TGrainInterface));

    /// <inheritdoc cref="AsReference{TGrainInterface}(IAddressable)"/>
    public static object AsReference(this IAddressable grain, Type interfaceType) => AsReference(grain).CastTo(interfaceType);

    /// <inheritdoc cref="AsReference{TGrainInterface}(IAddressable)"/>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();

    /// <inheritdoc cref="AsReference{TGrainInterface}(IAddressable)"/>
    public static object Cast(this IAddressable grain, Type interfaceType) => AsReference(grain).CastTo(interfaceType);

    /// <summary>The grain's identity.</summary>
    /// <exception cref="ArgumentException">The object is neither a grain nor a reference, or was not made by an engine.</exception>
    public static GrainId GetGrainId(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        var id = grain switch
        {
            GrainReference reference => reference.GrainId,
            IGrainBase activation => Context(activation).GrainId,
            _ => throw NotAGrain(grain),
        };
        return id.IsDefault ? throw NotMadeByEngine(grain) : id;
    }

    /// <summary>Whether the key is an integer.</summary>
    public static bool IsPrimaryKeyBasedOnLong(this IAddressable grain) => grain.GetGrainId().TryGetIntegerKey(out _, out _);

    /// <summary>The integer key and its extension.</summary>
    /// <exception cref="InvalidOperationException">The key is no integer.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain, out string? keyExt)
    {
        var id = grain.GetGrainId();
        return id.TryGetIntegerKey(out var key, out keyExt) ? key : throw WrongKey(id, "an integer");
    }

    /// <summary>The integer key.</summary>
    /// <exception cref="InvalidOperationException">The key is no integer.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain) => grain.GetPrimaryKeyLong(out _);

    /// <summary>The Guid key and its extension. An integer key is given as the Guid with the integer in its last eight bytes.</summary>
    /// <exception cref="InvalidOperationException">The key is neither.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain, out string? keyExt)
    {
        var id = grain.GetGrainId();
        if (id.TryGetGuidKey(out var guid, out keyExt))
            return guid;
        if (!id.TryGetIntegerKey(out var number, out keyExt))
            throw WrongKey(id, "a Guid");

        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], number);
        return new Guid(bytes);
    }

    /// <summary>The Guid key. An integer key is given as the Guid with the integer in its last eight bytes.</summary>
    /// <exception cref="InvalidOperationException">The key is neither.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain) => grain.GetPrimaryKey(out _);

    /// <summary>The string key; a key of another kind in its encoded form.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>The reference that stands for this object.</summary>
    internal static GrainReference AsReference(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            GrainReference reference => reference,
            IGrainBase activation => Context(activation).GrainReference ?? throw NotMadeByEngine(grain),
            _ => throw NotAGrain(grain),
        };
    }

    private static IGrainContext Context(IGrainBase grain) => grain.GrainContext ?? throw NotMadeByEngine(grain);

    private static ArgumentException NotAGrain(object grain) =>
        new($"'{grain.GetType()}' is neither a grain nor a reference to one. Pass a reference, or derive the class from {nameof(Grain)} "
            + $"or implement {nameof(IGrainBase)}.", nameof(grain));

    private static ArgumentException NotMadeByEngine(object grain) =>
        new($"This '{grain.GetType()}' has no activation: it was made with 'new'. Only grains that the engine activated, or that a test "
            + "gave a context, have an identity.", nameof(grain));

    private static InvalidOperationException WrongKey(GrainId id, string expected) =>
        new($"The key of grain '{id}' is not {expected}. Use the method that fits the key of its interface.");
}
