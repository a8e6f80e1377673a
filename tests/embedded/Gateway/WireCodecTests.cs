using System.Collections.Immutable;
using System.Text.Json;
using Genesis.Embedded.Gateway;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;

namespace Genesis.Tests.Embedded.Gateway;

/// <summary>What crosses processes, and what is refused with a reason.</summary>
public sealed class WireCodecTests
{
    [Fact]
    public void A_message_arrives_as_it_was()
    {
        var order = new WireOrder("BTC", 1.50m, 3, WireSide.Sell)
        {
            Parent = new WireOrder("ETH", 0m, -1),
            Tags = ["a", "b"],
            Weights = new() { ["x"] = 0.5, ["y"] = -0.0 },
        };
        Wire.Trip(order).ShouldBe(order);
        Wire.Trip<WireOrder?>(null).ShouldBeNull();
    }

    [Fact]
    public void An_older_reader_passes_over_what_it_does_not_know()
    {
        var newer = new NewWireOrder("BTC", 1.5m, 3, "sim", [1, 2, 3]);
        Wire.Value<OldWireOrder>(Wire.Bytes(newer)).ShouldBe(new OldWireOrder("BTC", 3));
    }

    [Fact]
    public void What_an_older_writer_does_not_send_keeps_its_default()
    {
        var read = Wire.Value<NewWireOrder>(Wire.Bytes(new OldWireOrder("BTC", 3)));
        read.ShouldBe(new NewWireOrder("BTC", 0m, 3, null, null));
    }

    [Fact]
    public void Derived_types_arrive_as_themselves()
    {
        WireShapeBase shape = new WireGroup("g", [new WireCircle("c", 1.5), new WireGroup("inner", [new WireCircle("d", 2)])]);
        var read = Wire.Trip(shape).ShouldBeOfType<WireGroup>();
        read.Name.ShouldBe("g");
        read.Parts[0].ShouldBe(new WireCircle("c", 1.5));
        read.Parts[1].ShouldBeOfType<WireGroup>().Parts[0].ShouldBe(new WireCircle("d", 2));
    }

    [Fact]
    public void Private_setters_fields_and_presets_survive()
    {
        var value = new WireMutable { Maybe = null };
        value.Set(0, null!);
        var read = Wire.Trip(value);
        read.Hidden.ShouldBe(0);
        read.Text.ShouldBeNull();
        read.Maybe.ShouldBeNull();
    }

    [Fact]
    public void Collections_tuples_and_generics_cross()
    {
        Wire.Trip(new WirePair<int>(1, 2)).ShouldBe(new WirePair<int>(1, 2));
        Wire.Trip(new Immutable<int[]>([1, 2])).Value.ShouldBe([1, 2]);
        Wire.Trip((1, "two", (Guid?)null)).ShouldBe((1, "two", (Guid?)null));
        Wire.Trip(Tuple.Create(1, "x")).ShouldBe(Tuple.Create(1, "x"));
        Wire.Trip(new Stack<int>([1, 2, 3])).ShouldBe(new Stack<int>([1, 2, 3]));
        Wire.Trip(ImmutableDictionary<string, int>.Empty.Add("a", 1)).ShouldBe(ImmutableDictionary<string, int>.Empty.Add("a", 1));
        Wire.Trip(default(ImmutableArray<int>)).IsDefault.ShouldBeTrue();
        Wire.Trip<IReadOnlyList<int>>([1, 2]).ShouldBe([1, 2]);
        Wire.Trip<IEnumerable<int>>(Enumerable.Range(0, 5).Where(x => x > 2)).ShouldBe([3, 4]);
        Wire.Trip<int[]?>(null).ShouldBeNull();
        Wire.Trip(new[] { new[] { 1 }, null, [] }).ShouldBe(new[] { new[] { 1 }, null, [] });
    }

    [Fact]
    public void Identities_cross()
    {
        var grain = GrainId.Create("hello", "a/b+ü");
        Wire.Trip(grain).ShouldBe(grain);
        Wire.Trip(grain).GetUniformHashCode().ShouldBe(grain.GetUniformHashCode());
        Wire.Trip(default(GrainId)).ShouldBe(default);
        Wire.Trip(StreamId.Create("ns", "key")).ShouldBe(StreamId.Create("ns", "key"));
        Wire.Trip(StreamId.Create(null, "key")).ShouldBe(StreamId.Create(null, "key"));
        Wire.Trip(default(StreamId)).ShouldBe(default);
    }

    [Fact]
    public void Values_of_undeclared_type_name_it()
    {
        object[] values = [1, "s", 2.5m, Guid.Empty, new List<WireSide> { WireSide.Sell }, WireSide.Sell, new WireCircle("c", 1), (1, "x"), new byte[] { 1 }, new DateOnly(2026, 1, 2)];
        var read = Wire.Trip(values);
        for (var i = 0; i < values.Length; i++) read[i].ShouldBeEquivalentTo(values[i]);
    }

    [Fact]
    public void Surrogates_and_plain_types_cross()
    {
        Wire.Trip(WireForeign.Of("x")).Text.ShouldBe("x");
        var plain = Wire.Trip(new WirePlain { Name = "n", Numbers = [1] });
        plain.Name.ShouldBe("n");
        plain.Numbers.ShouldBe([1]);
        Wire.Trip(JsonDocument.Parse("""{"a":[1,2]}""").RootElement).GetRawText().ShouldBe("""{"a":[1,2]}""");
        Should.Throw<WireValueException>(() => Wire.Trip(WireForeign.Of("refused"))).Message.ShouldContain("not this one");
    }

    [Fact]
    public void Exceptions_keep_type_message_stack_and_cause()
    {
        var read = Wire.Trip<Exception>(Thrown(() => throw new InvalidOperationException("outer", new ArgumentNullException("name"))));
        read.ShouldBeOfType<InvalidOperationException>().Message.ShouldBe("outer");
        read.StackTrace.ShouldNotBeNull().ShouldContain(nameof(Thrown));
        read.InnerException.ShouldBeOfType<ArgumentNullException>().Message.ShouldBe(new ArgumentNullException("name").Message);
        Wire.Trip<Exception>(new AggregateException("all", new IOException("a"), new TimeoutException("b"))).ShouldBeOfType<AggregateException>()
            .InnerExceptions.Select(inner => inner.GetType()).ShouldBe([typeof(IOException), typeof(TimeoutException)]);
        var conflict = Wire.Trip<Exception>(new InconsistentStateException("m", "stored", "current")).ShouldBeOfType<InconsistentStateException>();
        (conflict.Message, conflict.StoredEtag, conflict.CurrentEtag).ShouldBe(("m", "stored", "current"));
        Wire.Trip<Exception>(new ClientNotAvailableException(GrainId.Create("a", "b"))).ShouldBeOfType<ClientNotAvailableException>();
        Wire.Trip<Exception>(new WireMarkedException("m", 5)).ShouldBeOfType<WireMarkedException>().Code.ShouldBe(5);
    }

    [Fact]
    public void An_exception_that_cannot_be_built_is_named()
    {
        var read = Wire.Trip<Exception>(new WireUnbuildableException(3)).ShouldBeOfType<UnavailableExceptionFallbackException>();
        read.ExceptionType.ShouldBe(typeof(WireUnbuildableException).FullName);
        read.Message.ShouldContain("code 3");
    }

    [Fact]
    public void Cycles_and_endless_nesting_are_refused()
    {
        var cycle = new List<object>();
        cycle.Add(cycle);
        Should.Throw<WireValueException>(() => Wire.Bytes<object>(cycle)).Message.ShouldContain("cycles cannot cross");
    }

    [Fact]
    public void A_type_that_is_not_marked_is_never_made_from_a_name()
    {
        Should.Throw<WireValueException>(() => Wire.Bytes<object>(new WirePlain())).Message.ShouldContain("[GenerateSerializer]");
        foreach (var name in new[] { typeof(WirePlain).FullName!, "System.Diagnostics.Process", "list<System.IO.FileInfo>" })
            Should.Throw<WireValueException>(() => Wire.Value<object>(NamedValue(name))).Message.ShouldContain("[GenerateSerializer]");
        foreach (var name in new[] { "list<", "list", "pair<int>", "list<int>]", "", "optional<string>", string.Concat(Enumerable.Repeat("list<", 20)) })
            Should.Throw<Exception>(() => Wire.Value<object>(NamedValue(name))).ShouldBeAssignableTo<Exception>()!.GetType().Name.ShouldStartWith("Wire");
    }

    [Fact]
    public void A_value_that_does_not_fit_its_place_is_refused() =>
        Should.Throw<WireFormatException>(() => Wire.Value<WireShapeBase>(NamedValue("wire.order")));

    [Fact]
    public void A_message_above_the_limit_is_refused_before_it_is_sent()
    {
        var writer = new WireWriter(1000);
        writer.BeginFrame();
        Should.Throw<WireValueException>(() => writer.WriteString(new string('x', 5000))).Message.ShouldContain("1000 bytes");
        writer.DropFrame();
        writer.Position.ShouldBe(0);
    }

    [Fact]
    public void Room_left_by_a_batch_does_not_lift_the_limit_of_one_message()
    {
        var writer = new WireWriter(5000);
        for (var i = 0; i < 5; i++) Frame(writer, 4000);
        var before = writer.Position;
        Should.Throw<WireValueException>(() => Frame(writer, 6000)).Message.ShouldContain("5000 bytes");
        writer.DropFrame();
        writer.Position.ShouldBe(before);

        static void Frame(WireWriter writer, int length)
        {
            writer.BeginFrame();
            writer.WriteRaw(new byte[length]);
            writer.EndFrame();
        }
    }

    private static byte[] NamedValue(string type)
    {
        var writer = new WireWriter();
        writer.WriteVar(2u);
        writer.WriteString(type);
        writer.WriteByte(1);
        writer.WriteByte(0);
        return writer.Written.ToArray();
    }

    private static Exception Thrown(Action act)
    {
        try
        {
            act();
            throw new InvalidOperationException("nothing was thrown");
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
