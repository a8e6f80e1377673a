namespace Genesis.Tests.Embedded.Parity;

/// <summary>The nullability of the parts of a type: one flag per part, or one for all of them.</summary>
internal sealed class NullableFlags(IReadOnlyList<byte> flags)
{
    private const byte Annotated = 2;
    private int _position;

    /// <summary>Nothing known.</summary>
    public static NullableFlags None => new([]);

    /// <summary>The mark for the next part.</summary>
    public string Next()
    {
        if (flags.Count == 0)
            return "";

        var flag = flags.Count == 1 ? flags[0] : flags[_position++];
        return flag == Annotated ? "?" : "";
    }
}
