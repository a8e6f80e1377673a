namespace Genesis.Embedded.Gateway;

/// <summary>How a value of one type looks on the wire.</summary>
internal static class WireCodec<T>
{
    public static void Write(WireWriter writer, T value) => throw new NotSupportedException();

    public static T Read(WireReader reader) => throw new NotSupportedException();
}
