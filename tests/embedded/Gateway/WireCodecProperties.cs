using FsCheck;
using FsCheck.Fluent;
using Genesis.Embedded.Gateway;

namespace Genesis.Tests.Embedded.Gateway;

/// <summary>Any value comes back; any bytes end in a value or in one of the codec's own two exceptions.</summary>
public sealed class WireCodecProperties
{
    private const int Rounds = 2000;

    [Fact]
    public void Primitives_come_back()
    {
        Check<bool>();
        Check<byte>();
        Check<sbyte>();
        Check<short>();
        Check<ushort>();
        Check<int>();
        Check<uint>();
        Check<long>();
        Check<ulong>();
        Check<char>();
        Check<float>();
        Check<double>();
        Check<decimal>();
        Check<Guid>();
        Check<string?>();
        Check<DateTime>();
        Check<DateTimeOffset>();
        Check<TimeSpan>();
        Check<int?>();
        Check<DayOfWeek>();
    }

    [Fact]
    public void Composed_values_come_back()
    {
        CheckSequence<int[], int>();
        CheckSequence<string?[], string?>();
        CheckSequence<List<decimal>, decimal>();
        CheckSequence<List<KeyValuePair<string?, long>>, KeyValuePair<string?, long>>();
        Check<(int, string?, Guid)>();
        Check<WirePair<double>>();
    }

    [Fact]
    public void Every_string_comes_back_even_with_lone_surrogates()
    {
        var texts = ArbMap.Default.GeneratorFor<char[]>().Select(characters => new string(characters));
        Prop.ForAll(Arb.From(texts), text => Wire.Trip(text) == text && Wire.Trip(text + "\ud800" + text) == text + "\ud800" + text)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Rounds));
        var longText = new string('ü', 100_000) + "\udc00";
        Wire.Trip(longText).ShouldBe(longText);
    }

    [Fact]
    public void Random_bytes_never_surprise() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => ReadAll(bytes)).Check(Config.QuickThrowOnFailure.WithMaxTest(5 * Rounds));

    [Fact]
    public void Mutated_messages_never_surprise()
    {
        var random = new Random(20260801);
        byte[][] seeds =
        [
            Wire.Bytes(new WireOrder("BTC", 1.5m, 3) { Tags = ["a", "b"], Weights = new() { ["x"] = 1 }, Parent = new("ETH", 1, 2) }),
            Wire.Bytes<WireShapeBase>(new WireGroup("g", [new WireCircle("c", 1), new WireCircle("d", 2)])),
            Wire.Bytes<Exception>(new InvalidOperationException("m", new IOException("inner"))),
            Wire.Bytes<object>(new Dictionary<string, object> { ["a"] = 1, ["b"] = new List<object> { "x", 2.5m, (1, 2L) } }),
        ];
        for (var round = 0; round < 20 * Rounds; round++)
        {
            var bytes = (byte[])seeds[random.Next(seeds.Length)].Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(bytes.Length);
                bytes[at] = random.Next(3) switch { 0 => (byte)random.Next(256), 1 => (byte)(bytes[at] ^ (1 << random.Next(8))), _ => 0xFF };
            }
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
            ReadAll(bytes).ShouldBeTrue();
        }
    }

    private static void Check<T>() => Prop.ForAll(ArbMap.Default.ArbFor<T>(), value => EqualityComparer<T>.Default.Equals(Wire.Trip(value), value))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Rounds));

    private static void CheckSequence<T, E>() where T : IEnumerable<E> => Prop.ForAll(ArbMap.Default.ArbFor<T>(), value => Wire.Trip(value).SequenceEqual(value))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Rounds / 4));

    private static bool ReadAll(byte[] bytes) =>
        Read<WireOrder>(bytes) & Read<WireShapeBase>(bytes) & Read<object>(bytes) & Read<Exception>(bytes) & Read<Dictionary<string, List<int[]>>>(bytes)
        & Read<decimal[]>(bytes) & Read<(DateTime, DateTimeOffset?, TimeOnly, DateOnly)>(bytes) & Read<WireForeign>(bytes) & Read<WirePlain>(bytes) & Read<WireSide[]>(bytes);

    private static bool Read<T>(byte[] bytes)
    {
        var reader = new WireReader();
        reader.Reset(bytes, 0, bytes.Length);
        try
        {
            WireCodec<T>.Read(reader);
        }
        catch (Exception exception) when (exception is WireFormatException or WireValueException)
        {
            // Refused, as it should be.
        }
        return true;
    }
}
