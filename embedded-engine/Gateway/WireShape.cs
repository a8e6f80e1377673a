namespace Genesis.Embedded.Gateway;

/// <summary>What must be known of a value to pass over it: the low three bits of a member's tag.</summary>
internal enum WireShape
{
    /// <summary>A number of up to 64 bits, seven per byte, the lowest first.</summary>
    Var = 0,

    Fixed4 = 1,
    Fixed8 = 2,
    Fixed16 = 3,

    /// <summary>A number that is 0 for null, else twice the length in bytes plus 1 (or 2 for UTF-16), then the bytes.</summary>
    Counted = 4,

    /// <summary>Four bytes of length, then the value.</summary>
    Sized = 5,
}
