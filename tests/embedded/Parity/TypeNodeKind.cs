namespace Genesis.Tests.Embedded.Parity;

/// <summary>What kind of type a <see cref="TypeNode"/> is. The kinds differ in how nullability is written for them.</summary>
internal enum TypeNodeKind
{
    /// <summary>A value type without type arguments: nothing is written for it.</summary>
    Value,

    /// <summary>A reference type, a type parameter, or a generic type of either kind: one flag is written for it.</summary>
    Flagged,

    /// <summary>An array: one flag for it, then those of its elements.</summary>
    Array,

    /// <summary>A reference to its part.</summary>
    ByRef,

    /// <summary>A pointer to its part.</summary>
    Pointer,

    /// <summary>Its part with a modifier that the compiler demands, such as the one that marks init accessors.</summary>
    Modified,
}
