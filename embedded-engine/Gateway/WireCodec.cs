using Genesis.Embedded.Gateway.Codecs;

namespace Genesis.Embedded.Gateway;

/// <summary>How a value of one type looks on the wire. Emitted calls write and read their arguments through it.</summary>
internal static class WireCodec<T>
{
    public static readonly Codec<T> Codec = CodecFactory.Make<T>();

    public static void Write(WireWriter writer, T value) => Codec.Write(writer, value);

    public static T Read(WireReader reader) => Codec.Read(reader);
}
