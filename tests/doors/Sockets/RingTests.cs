using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Genesis.Doors.Sockets;
using Genesis.Events;

namespace Genesis.Tests.Doors.Sockets;

/// <summary>The pure parts of the door: ring, frames, filters, sessions, limits of rate and reasons.</summary>
public sealed class RingTests
{
    private static readonly EventPolicies Policies = new(new EventOptions());

    [Fact]
    public void The_ring_holds_the_last_events_within_its_bounds() => Prop.ForAll(
        Gen.Choose(0, 300).ArrayOf().ToArbitrary(),
        sizes =>
        {
            var ring = new EventRing(16, 1000);
            var type = new EventType("news", Policies);
            foreach (var size in sizes)
            {
                var entry = ring.Add(type, Encoding.UTF8.GetBytes($"\"{new string('x', size)}\""), "me", EventOrigin.External);
                entry.Number.ShouldBe(ring.Next - 1);
                ring.Find(entry.Number).ShouldBeSameAs(entry, "the newest is there, however large it is");
            }
            (ring.Next - ring.First).ShouldBeInRange(0, 16);
            var held = Enumerable.Range(0, (int)(ring.Next - ring.First)).Select(i => ring.Find(ring.First + i)!).ToArray();
            held.Sum(static entry => entry.Frame.Length).ShouldBe((int)ring.Bytes);
            (ring.Bytes <= 1000 || held.Length == 1).ShouldBeTrue();
            if (ring.First > 1) ring.Find(ring.First - 1).ShouldBeNull();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_frame_says_what_the_event_is() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<NonNull<string>>(),
        (text, source) =>
        {
            var data = JsonSerializer.SerializeToUtf8Bytes(text.Get);
            var entry = new EventRing(16, 1_000_000).Add(new EventType("a.b", Policies), data, source.Get, EventOrigin.Local);
            var payload = Wire.PayloadOf(entry.Frame);
            (entry.Frame.Length - payload.Length).ShouldBe(Wire.HeaderLength(payload.Length));
            var json = JsonSerializer.Deserialize<JsonElement>(payload);
            json.GetProperty("type").GetString().ShouldBe("a.b");
            json.GetProperty("data").GetString().ShouldBe(JsonSerializer.Deserialize<string>(data));
            json.GetProperty("source").GetString().ShouldBe(JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(source.Get)));
            json.GetProperty("seq").GetInt64().ShouldBe(1);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void Frames_of_every_length_are_read_back_compressed_or_not(int length)
    {
        var payload = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, length / 2 + 1).Select(static i => $"{i % 7} ")))[..length];
        var frame = Wire.Text(payload);
        Wire.PayloadOf(frame).SequenceEqual(payload).ShouldBeTrue();
        if (Wire.Compress(frame) is not { } compressed)
        {
            length.ShouldBeLessThan(130, "numbers are worth compressing");
            return;
        }
        (compressed[0] & 0x70).ShouldBe(0x40);
        compressed.Length.ShouldBeLessThan(frame.Length);
        RawSocket.Inflate(Wire.PayloadOf(compressed).ToArray()).ShouldBe(payload);
    }

    [Fact]
    public void Of_values_of_one_key_the_older_ones_are_superseded_where_the_type_says_so()
    {
        var ring = new EventRing(64, 100_000);
        var (quote, trade) = (new EventType("quote", Policies), new EventType("trade", Policies));
        var (a1, b1, t1) = (Add(quote, "a"), Add(quote, "b"), Add(trade, "a"));
        var (a2, t2, none1, none2) = (Add(quote, "a"), Add(trade, "a"), Add(quote, null), Add(quote, null));
        new[] { a1, b1, t1, a2, t2, none1, none2 }.Select(static entry => entry.IsSuperseded).ShouldBe([true, false, false, false, false, false, false]);

        RingEntry Add(EventType type, string? key) => ring.Add(type, "1"u8, "x", EventOrigin.Local, key);
    }

    [Fact]
    public void A_filter_chooses_by_origin_pattern_source_and_target()
    {
        var ring = new EventRing(64, 100_000);
        var all = new SocketFilter("me", broadcasts: true, []);
        var some = new SocketFilter("me", broadcasts: false, ["trade.*", "quote"]);
        Check("news", EventOrigin.External, "x", null, true, false);
        Check("news", EventOrigin.Local, "x", null, false, false);
        Check("trade.a", EventOrigin.Exchange, "x", null, false, true);
        Check("trade.a", EventOrigin.Exchange, "me", null, false, false);
        Check("quote", EventOrigin.External, "x", null, true, true);
        Check("news", EventOrigin.Local, "x", "me", true, true);
        Check("quote", EventOrigin.External, "x", "you", false, false);

        void Check(string type, EventOrigin origin, string source, string? only, bool byAll, bool bySome)
        {
            var entry = ring.Add(new EventType(type, Policies), "1"u8, source, origin, only: only);
            for (var again = 0; again < 2; again++) (all.Wants(entry), some.Wants(entry)).ShouldBe((byAll, bySome), $"{type} {origin} {source} {only}");
        }
    }

    [Fact]
    public void Sessions_are_bounded_and_forgotten_after_a_while()
    {
        var table = new SessionTable();
        var sessions = Enumerable.Range(0, 5).Select(static i => new SocketSession($"s{i}", $"c{i}", new($"c{i}", true, []))).ToArray();
        foreach (var session in sessions) table.Add(session);
        table.Find("s1", "c1").ShouldBeSameAs(sessions[1]);
        table.Find("s1", "c2").ShouldBeNull("it is another's");
        for (var i = 0; i < 4; i++) table.Left(sessions[i], TimeSpan.FromSeconds(i));
        table.Resumed(sessions[0]);
        table.TakeOld(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(10), most: 100).ShouldBe([sessions[1]]);
        table.TakeOld(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(10), most: 3).ShouldBe([sessions[2]]);
        table.TakeOld(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(10), most: 0).ShouldBe([sessions[3]], "those with a connection stay");
        (table.Count, table.LeftCount).ShouldBe((2, 0));
    }

    [Fact]
    public void A_rate_lets_twice_as_many_through_at_once_and_then_holds_back()
    {
        var bucket = new TokenBucket(TimeSpan.Zero);
        for (var i = 0; i < 200; i++) bucket.Take(TimeSpan.Zero, 100).ShouldBe(TimeSpan.Zero);
        bucket.Take(TimeSpan.Zero, 100).ShouldBe(TimeSpan.FromMilliseconds(10));
        bucket.Take(TimeSpan.FromSeconds(1), 100).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_reason_fits_into_a_close_frame_and_no_character_is_cut() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        text =>
        {
            var reason = new CloseReason(1000, string.Concat(Enumerable.Repeat(text.Get, 20)) + "😀");
            Encoding.UTF8.GetByteCount(reason.Text).ShouldBeLessThanOrEqualTo(123);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Messages_are_taken_apart()
    {
        InboundParser.Parse("""{"op":"request","target":"t","type":"x","data":{"a":[1]},"id":"i","timeoutMs":5,"source":"s"}"""u8, 32, out var frame).ShouldBeNull();
        (frame.Kind, frame.Target, frame.Type, frame.Source, frame.Timeout).ShouldBe((FrameKind.Request, "t", "x", "s", TimeSpan.FromMilliseconds(5)));
        (Encoding.UTF8.GetString(frame.Data), Encoding.UTF8.GetString(frame.Id)).ShouldBe(("{\"a\":[1]}", "\"i\""));
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("5", "no JSON object")]
    [InlineData("""{"type":"a"} 5""", "no JSON")]
    [InlineData("""{"op":"sing"}""", "There is no op 'sing'")]
    [InlineData("""{"data":1}""", "An event needs a type")]
    [InlineData("""{"type":"a b"}""", "not allowed")]
    [InlineData("""{"type":"\ud800"}""", "no JSON")]
    [InlineData("""{"op":"request","type":"a","id":1}""", "field target")]
    [InlineData("""{"op":"request","type":"a","target":"b"}""", "field id")]
    [InlineData("""{"op":"request","type":"a","target":"b","id":{}}""", "text or a number")]
    [InlineData("""{"op":"request","type":"a","target":"b","id":1,"timeoutMs":-1}""", "timeoutMs")]
    [InlineData("""{"op":"subscribe"}""", "needs the field types")]
    [InlineData("""{"op":"subscribe","types":["a",5]}""", "list of texts")]
    [InlineData("""{"op":"subscribe","types":["a*"]}""", "'*'")]
    [InlineData("""{"type":"a","nope":1}""", "There is no field nope")]
    public void Bad_messages_are_told_what_is_wrong(string message, string problem) =>
        InboundParser.Parse(Encoding.UTF8.GetBytes(message), 32, out _).ShouldNotBeNull().ShouldContain(problem);

    [Fact]
    public void No_message_breaks_the_parser() => Prop.ForAll(
        Fuzz.Messages.ToArbitrary(),
        static message =>
        {
            var problem = InboundParser.Parse(message, 32, out var frame);
            if (problem is null && frame.Kind == FrameKind.Event) EventPattern.ProblemOfType(frame.Type).ShouldBeNull();
            // The id goes back as it is.
            if (!frame.Id.IsEmpty) JsonSerializer.Deserialize<JsonElement>(frame.Id).ValueKind.ShouldBeOneOf(JsonValueKind.String, JsonValueKind.Number);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
}
