using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Genesis.Storage;

namespace Genesis.Tests.Unit.Storage;

public sealed class StateCodecTests
{
    private static readonly StateKey Key = new("component/one", "state");
    private readonly StateCodec _codec = new(new MemoryStoreOptions { CompressAbove = 200 });

    [Fact]
    public void What_goes_in_comes_out() => Prop.ForAll(ArbMap.Default.ArbFor<Dictionary<string, double[]>>(), ArbMap.Default.ArbFor<PositiveInt>(), (values, version) =>
    {
        var state = values.Where(pair => pair.Key is not null && pair.Value is not null).ToDictionary();
        _codec.TryDecode<Dictionary<string, double[]>>(Row(state, version.Get), Key, version.Get, out var read).ShouldBeNull();
        JsonSerializer.Serialize(read, Options).ShouldBe(JsonSerializer.Serialize(state, Options));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_change_of_any_byte_is_noticed() => Prop.ForAll(ArbMap.Default.ArbFor<NonNegativeInt>(), ArbMap.Default.ArbFor<byte>(), ArbMap.Default.ArbFor<bool>(), (at, by, big) =>
    {
        var row = Row(Enumerable.Range(0, big ? 500 : 5).ToArray(), 7);
        var payload = row.State.Payload;
        payload[at.Get % payload.Length] ^= (byte)(by | 1);
        StateCodec.Fault(row, Key, 7, null).ShouldNotBeNull().ShouldContain("it is damaged");
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_truncation_is_noticed() => Prop.ForAll(ArbMap.Default.ArbFor<NonNegativeInt>(), at =>
    {
        var row = Row("a state of some length", 7);
        row = row with { State = row.State with { Payload = row.State.Payload[..(at.Get % row.State.Payload.Length)] } };
        StateCodec.Fault(row, Key, 7, null).ShouldNotBeNull().ShouldContain("truncated");
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_what_is_big_is_compressed_and_only_if_it_becomes_smaller()
    {
        _codec.Encode(Key, "short").Format.ShouldBe(StateCodec.Json);
        var big = _codec.Encode(Key, new string('x', 1000));
        (big.Format, big.RawSize).ShouldBe((StateCodec.Brotli, 1002));
        big.Size.ShouldBeLessThan(100);
        var random = new byte[1000];
        new Random(1).NextBytes(random);
        _codec.Encode(Key, random).Size.ShouldBeLessThanOrEqualTo(1338);
    }

    [Fact]
    public void A_state_without_json_is_refused_with_the_reason() =>
        Should.Throw<OrleansException>(() => _codec.Encode(Key, new { Get = (Func<int>)(() => 1) })).Message.ShouldContain("does not go into JSON");

    [Theory]
    [InlineData(typeof(List<int[]>), "System.Collections.Generic.List`1<System.Int32[]>")]
    [InlineData(typeof(Named<string>), "test.Named<System.String>")]
    public void Names_of_types_have_no_assembly(Type type, string name) => StateTypeNames.NameOf(type).ShouldBe(name);

    private static JsonSerializerOptions Options { get; } = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private StateRow Row<T>(T state, long version)
    {
        var encoded = _codec.Encode(Key, state);
        return new StateRow(Key.Grain, Key.Name, version, 0, encoded with { Checksum = StateCodec.Bind(encoded.Checksum, version) });
    }

    // Orleans generates code that names every type with an alias, so such a type cannot be private.
    [Alias("test.Named")]
    internal sealed record Named<T>(T Value);
}
