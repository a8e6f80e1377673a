namespace Genesis.Tests.Conformance.Context;

public interface IContextGrain : IGrainWithStringKey
{
    Task<string> Read(string name);

    /// <summary>Not async: what it sets stays in the flow of the turn.</summary>
    Task Put(string name, string value);

    Task PutAsync(string name, string value);

    Task<string> ReadThrough(IContextGrain other, string name);

    /// <summary>Sets a value, lets another grain change it, and tells what it sees afterwards.</summary>
    Task<string> SetAndAsk(IContextGrain other, string name, string value);

    Task<string> ReadAfterAwait(string name);

    /// <summary>Waits at a gate between two looks. Runs beside others.</summary>
    Task<string> ReadTwice(string name, string gate);

    Task StartTimer(string name, string journal);
}

[Reentrant]
public sealed class ContextGrain : Grain, IContextGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.For(this.GetPrimaryKeyString()).Add($"activated with {Value("cause")}");
        return Task.CompletedTask;
    }

    public Task<string> Read(string name) => Task.FromResult(Value(name));

    public Task Put(string name, string value)
    {
        RequestContext.Set(name, value);
        return Task.CompletedTask;
    }

    public async Task PutAsync(string name, string value)
    {
        await Task.Yield();
        RequestContext.Set(name, value);
    }

    public Task<string> ReadThrough(IContextGrain other, string name) => other.Read(name);

    public async Task<string> SetAndAsk(IContextGrain other, string name, string value)
    {
        RequestContext.Set(name, value);
        var there = await other.Read(name);
        await other.Put(name, "changed below");
        await other.PutAsync(name, "changed below");
        return $"{there} / {Value(name)}";
    }

    public async Task<string> ReadAfterAwait(string name)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(1), TestTime.Current);
        return Value(name);
    }

    public async Task<string> ReadTwice(string name, string gate)
    {
        var before = Value(name);
        await Gate.For(gate).Wait();
        return $"{before} / {Value(name)}";
    }

    public Task StartTimer(string name, string journal)
    {
        this.RegisterGrainTimer(
            () =>
            {
                Journal.For(journal).Add(Value(name));
                RequestContext.Set(name, "left by a tick");
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, TimeSpan.FromMilliseconds(5)));
        return Task.CompletedTask;
    }

    private static string Value(string name) => RequestContext.Get(name) as string ?? "nothing";
}

public sealed class RequestContextTests(DefaultEngine engine) : IDisposable
{
    private readonly string _grainKey = TestIds.Key();

    private IContextGrain _grain => engine.Grains.GetGrain<IContextGrain>(_grainKey);
    private readonly string _otherKey = TestIds.Key();

    private IContextGrain _other => engine.Grains.GetGrain<IContextGrain>(_otherKey);

    public void Dispose() => RequestContext.Clear();

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_value_goes_down_with_the_call(EngineKind on) => on.Run(engine, async () =>
    {
        RequestContext.Set("trace", "value");
        (await _grain.Read("trace")).ShouldBe("value");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_value_goes_down_the_whole_chain(EngineKind on) => on.Run(engine, async () =>
    {
        RequestContext.Set("trace", "value");
        (await _grain.ReadThrough(_other, "trace")).ShouldBe("value");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_value_survives_awaits_in_the_grain(EngineKind on) => on.Run(engine, async () =>
    {
        RequestContext.Set("trace", "value");
        (await _grain.ReadAfterAwait("trace")).ShouldBe("value");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task What_a_grain_sets_goes_on_down_and_not_up(EngineKind on) => on.Run(engine, async () =>
    {
        RequestContext.Set("trace", "from above");
        (await _grain.SetAndAsk(_other, "trace", "from the middle")).ShouldBe("from the middle / from the middle");
        RequestContext.Get("trace").ShouldBe("from above");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task What_a_method_sets_is_not_seen_by_the_caller_even_if_it_is_not_async(EngineKind on) => on.Run(engine, async () =>
    {
        await _grain.Put("trace", "below");
        RequestContext.Get("trace").ShouldBeNull();
        await _grain.PutAsync("trace", "below");
        RequestContext.Get("trace").ShouldBeNull();
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task What_a_method_sets_is_not_seen_by_the_next_request(EngineKind on) => on.Run(engine, async () =>
    {
        await _grain.Put("trace", "left over");
        (await _grain.Read("trace")).ShouldBe("nothing");
        await _grain.PutAsync("trace", "left over");
        (await _grain.Read("trace")).ShouldBe("nothing");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Values_do_not_go_sideways_between_interleaving_requests(EngineKind on) => on.Run(engine, async () =>
    {
        var gate = TestIds.Key("gate");
        async Task<string> Ask(string value)
        {
            RequestContext.Set("trace", value);
            return await _grain.ReadTwice("trace", gate);
        }
        var answers = Task.WhenAll(Enumerable.Range(0, 20).Select(number => Ask($"{number}")));
        await Gate.For(gate).Arrival(20);
        Gate.For(gate).Open();
        (await answers).ShouldBe(Enumerable.Range(0, 20).Select(static number => $"{number} / {number}"));
        (await _grain.Read("trace")).ShouldBe("nothing");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_removed_value_goes_no_further(EngineKind on) => on.Run(engine, async () =>
    {
        RequestContext.Set("trace", "value");
        (await _grain.Read("trace")).ShouldBe("value");
        RequestContext.Remove("trace").ShouldBeTrue();
        (await _grain.Read("trace")).ShouldBe("nothing");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_change_after_the_call_was_sent_is_not_seen_by_it(EngineKind on) => on.Run(engine, async () =>
    {
        var gate = TestIds.Key("gate");
        RequestContext.Set("trace", "at sending");
        var call = _grain.ReadTwice("trace", gate);
        RequestContext.Set("trace", "later");
        await Gate.For(gate).Arrival();
        Gate.For(gate).Open();
        (await call).ShouldBe("at sending / at sending");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Each_tick_of_a_timer_starts_without_what_the_last_one_left(EngineKind on) => on.Run(engine, async () =>
    {
        var journal = TestIds.Key("journal");
        await _grain.StartTimer("trace", journal);
        (await Journal.For(journal).Until(3)).ShouldAllBe(static value => value == "nothing");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task The_call_that_causes_an_activation_lends_it_its_values(EngineKind on) => on.Run(engine, async () =>
    {
        var key = TestIds.Key();
        RequestContext.Set("cause", "first call");
        await engine.Grains.GetGrain<IContextGrain>(key).Read("cause");
        Journal.For(key).Entries.ShouldBe(["activated with first call"]);
    });
}
