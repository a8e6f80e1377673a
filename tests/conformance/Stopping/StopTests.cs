namespace Genesis.Tests.Conformance.Stopping;

public interface IStoppedGrain : IGrainWithStringKey
{
    Task<string> Ping();

    Task<string> Work(string gate);

    /// <summary>Waits, then calls another grain.</summary>
    Task<string> WorkAndCall(string gate, IStoppedGrain other);
}

public sealed class StoppedGrain : Grain, IStoppedGrain
{
    private Journal Journal => Journal.For(this.GetPrimaryKeyString());

    public Task<string> Ping() => Task.FromResult("pong");

    public async Task<string> Work(string gate)
    {
        await Gate.For(gate).Wait();
        Journal.Add("worked");
        return "done";
    }

    public async Task<string> WorkAndCall(string gate, IStoppedGrain other)
    {
        await Gate.For(gate).Wait();
        var answer = await other.Ping();
        Journal.Add(answer);
        return answer;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Journal.Add($"deactivated: {reason.ReasonCode}");
    }
}

public sealed class StopTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private readonly string _key = TestIds.Key();
    private readonly string _gate = TestIds.Key("gate");

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_graceful_stop_runs_OnDeactivateAsync(EngineKind on) => on.Run(async () =>
    {
        await using var engine = await TestEngine.Start();
        var keys = Enumerable.Range(0, 20).Select(static _ => TestIds.Key()).ToArray();
        foreach (var key in keys) await engine.Grains.GetGrain<IStoppedGrain>(key).Ping();
        await engine.Stop(Deadline);
        foreach (var key in keys) Journal.For(key).Entries.ShouldBe(["deactivated: ShuttingDown"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_graceful_stop_lets_running_calls_end_first(EngineKind on) => on.Run(async () =>
    {
        await using var engine = await TestEngine.Start();
        var call = engine.Grains.GetGrain<IStoppedGrain>(_key).Work(_gate);
        await Gate.For(_gate).Arrival();
        var stop = engine.Stop(Deadline);
        stop.IsCompleted.ShouldBeFalse();
        Gate.For(_gate).Open();
        await stop;
        Journal.For(_key).Entries.ShouldBe(["worked", "deactivated: ShuttingDown"]);
        await Ends(call, "done");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_stop_ends_at_its_deadline_even_if_a_call_does_not(EngineKind on) => on.Run(async () =>
    {
        await using var engine = await TestEngine.Start();
        var call = engine.Grains.GetGrain<IStoppedGrain>(_key).Work(_gate);
        await Gate.For(_gate).Arrival();
        await engine.Stop(TimeSpan.FromSeconds(1)).InTime("the silo to give up waiting");
        Gate.For(_gate).Open();
        call.Ignore();
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task After_the_stop_a_call_fails_at_once(EngineKind on) => on.Run(async () =>
    {
        await using var engine = await TestEngine.Start();
        var grain = engine.Grains.GetGrain<IStoppedGrain>(_key);
        await grain.Ping();
        await engine.Stop(Deadline);
        await Refuses(grain.Ping);
        await Refuses(() => engine.Grains.GetGrain<IStoppedGrain>(TestIds.Key()).Ping());
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task While_it_stops_grains_may_still_call_grains(EngineKind on) => on.Run(async () =>
    {
        await using var engine = await TestEngine.Start();
        var other = engine.Grains.GetGrain<IStoppedGrain>(_key + "-other");
        await other.Ping();
        var call = engine.Grains.GetGrain<IStoppedGrain>(_key).WorkAndCall(_gate, other);
        await Gate.For(_gate).Arrival();
        var stop = engine.Stop(Deadline);
        Gate.For(_gate).Open();
        await stop;
        Journal.For(_key).Entries.ShouldBe(["pong", "deactivated: ShuttingDown"]);
        await Ends(call, "pong");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_new_silo_starts_with_new_activations(EngineKind on) => on.Run(async () =>
    {
        await using var engine = await TestEngine.Start();
        await engine.Grains.GetGrain<IStoppedGrain>(_key).Ping();
        await engine.Restart();
        (await engine.Grains.GetGrain<IStoppedGrain>(_key).Ping()).ShouldBe("pong");
        Journal.For(_key).Entries.ShouldBe(["deactivated: ShuttingDown"]);
    });

    /// <summary>Awaits a call that was running. The client of a silo stops with it, and may be gone before the answer is there.</summary>
    private static async Task Ends(Task<string> call, string answer)
    {
        try
        {
            (await call.InTime("the end of the call that was running")).ShouldBe(answer);
        }
        catch (SiloUnavailableException)
        {
            // What the grain has done is in its journal.
        }
    }

    /// <summary>Orleans and the simulation word it differently, but neither lets the caller wait.</summary>
    private static async Task Refuses(Func<Task> call)
    {
        var start = TestTime.Current.GetTimestamp();
        var failure = await Should.ThrowAsync<Exception>(async () => await call());
        TestTime.Current.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(5), failure.ToString());
        failure.ShouldNotBeOfType<TimeoutException>(failure.ToString());
    }
}
