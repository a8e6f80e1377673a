using Genesis.Embedded.Gateway;

namespace Genesis.Tests.Embedded.Gateway;

/// <summary>Values to bytes and back.</summary>
internal static class Wire
{
    public static byte[] Bytes<T>(T value)
    {
        var writer = new WireWriter();
        writer.BeginFrame();
        WireCodec<T>.Write(writer, value);
        return writer.Written[4..].ToArray();
    }

    public static T Value<T>(byte[] bytes)
    {
        var reader = new WireReader();
        reader.Reset(bytes, 0, bytes.Length);
        var value = WireCodec<T>.Read(reader);
        reader.Remaining.ShouldBe(0);
        return value;
    }

    public static T Trip<T>(T value) => Value<T>(Bytes(value));
}
