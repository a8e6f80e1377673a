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
        await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
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
    private readonly IContextGrain _grain = engine.Grains.GetGrain<IContextGrain>(TestIds.Key());
    private readonly IContextGrain _other = engine.Grains.GetGrain<IContextGrain>(TestIds.Key());

    public void Dispose() => RequestContext.Clear();

    [Fact]
    public async Task A_value_goes_down_with_the_call()
    {
        RequestContext.Set("trace", "value");
        (await _grain.Read("trace")).ShouldBe("value");
    }

    [Fact]
    public async Task A_value_goes_down_the_whole_chain()
    {
        RequestContext.Set("trace", "value");
        (await _grain.ReadThrough(_other, "trace")).ShouldBe("value");
    }

    [Fact]
    public async Task A_value_survives_awaits_in_the_grain()
    {
        RequestContext.Set("trace", "value");
        (await _grain.ReadAfterAwait("trace")).ShouldBe("value");
    }

    [Fact]
    public async Task What_a_grain_sets_goes_on_down_and_not_up()
    {
        RequestContext.Set("trace", "from above");
        (await _grain.SetAndAsk(_other, "trace", "from the middle")).ShouldBe("from the middle / from the middle");
        RequestContext.Get("trace").ShouldBe("from above");
    }

    [Fact]
    public async Task What_a_method_sets_is_not_seen_by_the_caller_even_if_it_is_not_async()
    {
        await _grain.Put("trace", "below");
        RequestContext.Get("trace").ShouldBeNull();
        await _grain.PutAsync("trace", "below");
        RequestContext.Get("trace").ShouldBeNull();
    }

    [Fact]
    public async Task What_a_method_sets_is_not_seen_by_the_next_request()
    {
        await _grain.Put("trace", "left over");
        (await _grain.Read("trace")).ShouldBe("nothing");
        await _grain.PutAsync("trace", "left over");
        (await _grain.Read("trace")).ShouldBe("nothing");
    }

    [Fact]
    public async Task Values_do_not_go_sideways_between_interleaving_requests()
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
    }

    [Fact]
    public async Task A_removed_value_goes_no_further()
    {
        RequestContext.Set("trace", "value");
        (await _grain.Read("trace")).ShouldBe("value");
        RequestContext.Remove("trace").ShouldBeTrue();
        (await _grain.Read("trace")).ShouldBe("nothing");
    }

    [Fact]
    public async Task A_change_after_the_call_was_sent_is_not_seen_by_it()
    {
        var gate = TestIds.Key("gate");
        RequestContext.Set("trace", "at sending");
        var call = _grain.ReadTwice("trace", gate);
        RequestContext.Set("trace", "later");
        await Gate.For(gate).Arrival();
        Gate.For(gate).Open();
        (await call).ShouldBe("at sending / at sending");
    }

    [Fact]
    public async Task Each_tick_of_a_timer_starts_without_what_the_last_one_left()
    {
        var journal = TestIds.Key("journal");
        await _grain.StartTimer("trace", journal);
        (await Journal.For(journal).Until(3)).ShouldAllBe(static value => value == "nothing");
    }

    [Fact]
    public async Task The_call_that_causes_an_activation_lends_it_its_values()
    {
        var key = TestIds.Key();
        RequestContext.Set("cause", "first call");
        await engine.Grains.GetGrain<IContextGrain>(key).Read("cause");
        Journal.For(key).Entries.ShouldBe(["activated with first call"]);
    }
}
