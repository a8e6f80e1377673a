using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Genesis.Tests.Unit.Payloads;

/// <summary>JSON at the edges, typed objects inside, converted once.</summary>
public sealed class PayloadTests
{
    public enum Side
    {
        Buy,
        SellShort,
    }

    public sealed record Order(string Symbol, decimal Amount, Side Side, ImmutableArray<decimal> Levels);

    private static readonly Order Example = new("BTC-USDT", 1.10m, Side.SellShort, [0.1m, 0.2m]);

    [Fact]
    public void Inside_a_process_the_object_itself_is_handed_over_and_nothing_is_written()
    {
        var payload = Payload.Of(Example);
        payload.As<Order>().ShouldBeSameAs(Example);
        payload.IsObjectOnly.ShouldBeTrue();
        Payload.Of(payload).ShouldBeSameAs(payload);
    }

    [Fact]
    public void At_an_edge_it_is_JSON_in_camel_case_with_enums_as_text_and_decimals_exact() =>
        Payload.Of(Example).ToString().ShouldBe("""{"symbol":"BTC-USDT","amount":1.10,"side":"sellShort","levels":[0.1,0.2]}""");

    [Fact]
    public void JSON_is_made_once()
    {
        var payload = Payload.Of(Example);
        payload.Utf8.ShouldBe(payload.Utf8);
        payload.IsObjectOnly.ShouldBeFalse();
        payload.As<Order>().ShouldBeSameAs(Example);
    }

    [Fact]
    public void JSON_is_converted_once_for_all_who_read_it_as_the_same_type()
    {
        var payload = Payload.FromJson("""{"symbol":"BTC-USDT","amount":1.10,"side":"sellShort","levels":[0.1,0.2]}""");
        var first = payload.As<Order>();
        (first with { Levels = Example.Levels }).ShouldBe(Example);
        first.Levels.ShouldBe(Example.Levels);
        payload.As<Order>().ShouldBeSameAs(first);
    }

    [Fact]
    public void What_was_converted_and_can_be_changed_is_nobody_elses()
    {
        var payload = Payload.FromJson("[1,2]");
        payload.As<int[]>()[0] = 9;
        payload.As<int[]>().ShouldBe([1, 2]);
    }

    [Fact]
    public void What_can_be_changed_is_taken_as_it_is_at_that_moment()
    {
        var list = new List<int> { 1, 2 };
        var payload = Payload.Of(list);
        list.Add(3);
        payload.As<int[]>().ShouldBe([1, 2]);
    }

    [Fact]
    public void An_object_of_one_type_is_read_as_another_of_the_same_shape() => Payload.Of(Example).As<Named>().ShouldBe(new Named("BTC-USDT"));

    [Theory]
    [InlineData("{\"a\":1", "not JSON")]
    [InlineData("", "not JSON")]
    [InlineData("{'a':1}", "not JSON")]
    [InlineData("{\"a\":NaN}", "not JSON")]
    [InlineData("[1,]", "not JSON")]
    [InlineData("1 2", "not JSON")]
    [InlineData("\"\\ud800\"", "not JSON")]
    public void What_is_no_JSON_is_refused_with_a_sentence(string json, string reason) =>
        Should.Throw<PayloadException>(() => Payload.FromJson(json)).Message.ShouldContain(reason);

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_refused() =>
        Should.Throw<PayloadException>(() => Payload.FromJson([(byte)'"', 0xC3, 0x28, (byte)'"'])).Message.ShouldStartWith("The data are not JSON");

    [Fact]
    public void Size_and_depth_have_limits_and_the_refusal_is_short()
    {
        Payload.FromJson($"\"{new string('x', PayloadLimits.Default.MaxBytes - 2)}\"");
        Should.Throw<PayloadException>(() => Payload.FromJson($"\"{new string('x', PayloadLimits.Default.MaxBytes - 1)}\"")).Message
            .ShouldBe("The data have 1048577 bytes; at most 1048576 are taken.");
        Payload.FromJson(Nested(PayloadLimits.Default.MaxDepth));
        var deep = Should.Throw<PayloadException>(() => Payload.FromJson(Nested(PayloadLimits.Default.MaxDepth + 1))).Message;
        deep.ShouldContain("at most 32 levels");
        Should.Throw<PayloadException>(() => Payload.FromJson(Nested(500_000))).Message.Length.ShouldBeLessThan(1000);
        Payload.FromJson(Nested(3), new PayloadLimits(MaxDepth: 3));
        Should.Throw<PayloadException>(() => Payload.FromJson(Nested(4), new PayloadLimits(MaxDepth: 3)));
    }

    [Theory]
    [InlineData("{\"symbol\":\"X\",\"amount\":\"many\"}")]
    [InlineData("{\"symbol\":\"X\",\"amount\":\"1\"}")]
    [InlineData("{\"symbol\":5}")]
    [InlineData("{\"side\":\"sideways\"}")]
    [InlineData("[]")]
    [InlineData("7")]
    public void Data_that_do_not_fit_say_what_was_expected_and_what_came(string json)
    {
        var message = Should.Throw<PayloadException>(() => Payload.FromJson(json).As<Order>()).Message;
        message.ShouldStartWith("The data do not fit Order:");
        message.ShouldEndWith(json);
    }

    [Fact]
    public void What_cannot_be_written_is_said()
    {
        Should.Throw<PayloadException>(() => Payload.Of(new { Amount = double.NaN }).Utf8).Message.ShouldContain("cannot be written as JSON");
        Should.Throw<PayloadException>(() => Payload.Of(new Loop()).Utf8).Message.ShouldContain("Loop cannot be written as JSON");
        Should.Throw<PayloadException>(() => Payload.Of((Func<int>)(() => 1)).Utf8);
    }

    [Fact]
    public void No_data_and_null_are_two_things()
    {
        Payload.Of(null).ToString().ShouldBe("{}");
        Payload.Null.ToString().ShouldBe("null");
        Payload.Null.As<string>().ShouldBeNull();
    }

    [Fact]
    public void A_payload_within_JSON_is_its_own_JSON()
    {
        var json = JsonSerializer.Serialize(new { data = Payload.Of(Example) }, PayloadJson.Options);
        json.ShouldBe($$"""{"data":{{Payload.Of(Example)}}}""");
        JsonSerializer.Deserialize<Dictionary<string, Payload>>(json, PayloadJson.Options)!["data"].As<Order>().Symbol.ShouldBe("BTC-USDT");
    }

    [Fact]
    public void Between_processes_only_the_JSON_travels()
    {
        var converter = new PayloadConverter();
        var arrived = converter.ConvertFromSurrogate(converter.ConvertToSurrogate(Payload.Of(Example)));
        arrived.Value.ShouldBeNull();
        arrived.As<Order>().Amount.ShouldBe(1.10m);
        Encoding.UTF8.GetString(arrived.Utf8.Span).ShouldBe(Payload.Of(Example).ToString());
    }

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private sealed record Named(string Symbol);

    private sealed class Loop
    {
        public Loop Self => this;
    }
}
