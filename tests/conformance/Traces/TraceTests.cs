using System.Diagnostics;

namespace Genesis.Tests.Conformance.Traces;

public sealed class TraceTests(TracedEngine engine) : IClassFixture<TracedEngine>
{
    [Fact]
    public async Task A_call_has_a_span_on_either_side_and_nested_calls_hang_below()
    {
        using var spans = new Spans();
        var grain = engine.Grains.GetGrain<ITracedGrain>(TestIds.Key("traced"));
        await grain.Outer(TestIds.Key("traced"));

        var outerSent = await spans.Of("Outer", ActivityKind.Client);
        var outerRun = await spans.Of("Outer", ActivityKind.Server);
        var innerSent = await spans.Of("Inner", ActivityKind.Client);
        var innerRun = await spans.Of("Inner", ActivityKind.Server);
        outerSent.ParentSpanId.ShouldBe(spans.Root.SpanId);
        outerRun.ParentSpanId.ShouldBe(outerSent.SpanId);
        innerSent.ParentSpanId.ShouldBe(outerRun.SpanId);
        innerRun.ParentSpanId.ShouldBe(innerSent.SpanId);
        outerSent.Source.Name.ShouldBe("Microsoft.Orleans.Application");
    }

    [Fact]
    public async Task A_span_says_what_was_called()
    {
        using var spans = new Spans();
        var grain = engine.Grains.GetGrain<ITracedGrain>(TestIds.Key("traced"));
        await grain.Outer(TestIds.Key("traced"));
        var inner = await spans.Of("Inner", ActivityKind.Client);
        inner.GetTagItem("rpc.system.name").ShouldBe("orleans");
        inner.GetTagItem("rpc.method").ShouldNotBeNull().ToString()!.ShouldEndWith("/Inner");
        inner.GetTagItem("orleans.rpc.source_id").ShouldBe(grain.GetGrainId().ToString());
        inner.GetTagItem("orleans.rpc.target_id").ShouldNotBeNull();
        inner.Status.ShouldBe(ActivityStatusCode.Unset);
    }

    [Fact]
    public async Task An_error_is_noted_on_both_spans()
    {
        using var spans = new Spans();
        await Should.ThrowAsync<InvalidOperationException>(() => engine.Grains.GetGrain<ITracedGrain>(TestIds.Key("traced")).Fail());
        foreach (var kind in new[] { ActivityKind.Client, ActivityKind.Server })
        {
            var span = await spans.Of("Fail", kind);
            span.Status.ShouldBe(ActivityStatusCode.Error);
            span.GetTagItem("exception.type").ShouldBe(typeof(InvalidOperationException).FullName);
            span.GetTagItem("exception.message").ShouldBe("On purpose.");
        }
    }

    [Fact]
    public async Task The_grain_sees_the_span_of_its_call_across_awaits_and_the_caller_keeps_its_own()
    {
        using var spans = new Spans();
        var before = Activity.Current;
        var seen = await engine.Grains.GetGrain<ITracedGrain>(TestIds.Key("traced")).CurrentSpan();
        seen.ShouldBe((await spans.Of("CurrentSpan", ActivityKind.Server)).Id);
        Activity.Current.ShouldBeSameAs(before);
        RequestContext.Get("traceparent").ShouldBeNull();
    }

    [Fact]
    public async Task Baggage_travels_with_the_trace()
    {
        using var spans = new Spans();
        spans.Root.AddBaggage("tenant", "blue");
        (await engine.Grains.GetGrain<ITracedGrain>(TestIds.Key("traced")).Baggage("tenant")).ShouldBe("blue");
    }

    [Fact]
    public async Task Operations_on_stored_state_are_spans_below_their_call()
    {
        using var spans = new Spans();
        await engine.Grains.GetGrain<ITracedGrain>(TestIds.Key("traced")).Save(1);
        var call = await spans.Of("Save", ActivityKind.Server);
        var write = await Eventually.Holds(
            () => Task.FromResult(spans.All.FirstOrDefault(static span => span.OperationName == "write storage")), static span => span is not null, "a span of the write");
        write!.ParentSpanId.ShouldBe(call.SpanId);
        write.Source.Name.ShouldBe("Microsoft.Orleans.Storage");
        write.GetTagItem("orleans.storage.state.name").ShouldBe("saved");
    }

    [Fact]
    public async Task Without_a_listener_calls_just_work() =>
        await engine.Grains.GetGrain<ITracedGrain>(TestIds.Key("traced")).Outer(TestIds.Key("traced"));
}

public interface ITracedGrain : IGrainWithStringKey
{
    Task Outer(string innerKey);
    Task Inner();
    Task Fail();
    Task<string?> CurrentSpan();
    Task<string?> Baggage(string key);
    Task Save(int value);
}

[GenerateSerializer, Alias("conformance.traces.saved")]
public sealed class Saved
{
    [Id(0)]
    public int Value { get; set; }
}

public sealed class TracedGrain([PersistentState("saved")] IPersistentState<Saved> saved) : Grain, ITracedGrain
{
    public Task Outer(string innerKey) => GrainFactory.GetGrain<ITracedGrain>(innerKey).Inner();

    public Task Inner() => Task.CompletedTask;

    public Task Fail() => throw new InvalidOperationException("On purpose.");

    public async Task<string?> CurrentSpan()
    {
        var before = Activity.Current?.Id;
        await Task.Yield();
        return Activity.Current?.Id == before ? before : "lost across the await";
    }

    public Task<string?> Baggage(string key) => Task.FromResult(Activity.Current?.GetBaggageItem(key));

    public Task Save(int value)
    {
        saved.State.Value = value;
        return saved.WriteStateAsync();
    }
}

/// <summary>An engine that makes spans.</summary>
public sealed class TracedEngine : IAsyncLifetime
{
    private TestEngine? _engine;

    public IGrainFactory Grains => _engine!.Grains;

    public async ValueTask InitializeAsync() =>
        _engine = await TestEngine.Start(static silo => silo.AddActivityPropagation().AddMemoryGrainStorageAsDefault());

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null) await _engine.DisposeAsync();
    }
}
