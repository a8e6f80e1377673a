using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Genesis.Tests.Doors.Sockets;

/// <summary>Messages and frames as nobody should send them.</summary>
internal static class Fuzz
{
    private static readonly string[] Seeds =
    [
        """{"type":"hello","data":{"a":[1,2.5e10,null,true]},"source":"me","key":"k","id":1}""",
        """{"op":"request","target":"other","type":"echo","data":{"x":"\u00fc"},"id":"a","timeoutMs":100}""",
        """{"op":"subscribe","types":["trade.*","quote","*"],"id":2}""",
        """{"op":"unsubscribe","types":["trade.*"],"id":3}""",
    ];

    private static Gen<byte> Any => Gen.Choose(0, 255).Select(static value => (byte)value);

    /// <summary>Messages: good ones, good ones with something changed, noise.</summary>
    public static Gen<byte[]> Messages => Gen.OneOf(
        Gen.Elements(Seeds).Select(static seed => Encoding.UTF8.GetBytes(seed)),
        Mutated, Mutated, Mutated,
        Any.ArrayOf(),
        Gen.Choose(1, 200).Select(static depth => Encoding.UTF8.GetBytes($$"""{"type":"hello","data":{{new string('[', depth)}}{{new string(']', depth)}}}""")),
        Gen.Elements(Seeds).SelectMany(static seed => Gen.Choose(0, seed.Length).Select(cut => Encoding.UTF8.GetBytes(seed[..cut]))));

    private static Gen<byte[]> Mutated =>
        from seed in Gen.Elements(Seeds)
        from changes in Gen.Choose(1, 4)
        from places in Gen.Choose(0, 1000).ArrayOf(changes)
        from values in Gen.OneOf(Any, Gen.Elements("{}[]\":,0tn\\"u8.ToArray())).ArrayOf(changes)
        select Change(Encoding.UTF8.GetBytes(seed), places, values);

    /// <summary>Frames on the wire: any opcode, flags, lengths, masked or not; and whether they are as long as they say.</summary>
    public static Gen<(byte[] Bytes, bool IsWhole)> Frames =>
        from payload in Messages
        from opcode in Gen.Frequency((8, Gen.Constant(1)), (2, Gen.Choose(0, 15)))
        from fin in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        from masked in Gen.Frequency((19, Gen.Constant(true)), (1, Gen.Constant(false)))
        from reserved in Gen.Frequency((19, Gen.Constant(0)), (1, Gen.Choose(0, 7)))
        from length in Gen.Frequency((19, Gen.Constant(-1)), (1, Gen.Choose(0, 100_000)))
        select (RawSocket.Encode(opcode, payload, fin, masked, reserved, length < 0 ? null : length), length < 0 && masked);

    private static byte[] Change(byte[] message, int[] places, byte[] values)
    {
        for (var i = 0; i < places.Length; i++) message[places[i] % message.Length] = values[i];
        return message;
    }
}
