using System.Collections.Concurrent;

namespace Genesis.Tests.Conformance.Activations;

public interface IHammeredGrain : IGrainWithStringKey
{
    Task<string> Hit(int number);

    Task<string> HitAndGo(int number);
}

/// <summary>Checks that it never runs before it is activated or after it is deactivated, and that no two activations overlap.</summary>
[Reentrant]
public sealed class HammeredGrain : Grain, IHammeredGrain
{
    private static readonly ConcurrentDictionary<string, int> Alive = new();
    private bool _active;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var alive = Alive.AddOrUpdate(this.GetPrimaryKeyString(), 1, static (_, count) => count + 1);
        if (alive != 1) Journal.For(this.GetPrimaryKeyString()).Add($"{alive} activations at a time");
        await Task.Yield();
        _active = true;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _active = false;
        await Task.Yield();
        Alive.AddOrUpdate(this.GetPrimaryKeyString(), 0, static (_, count) => count - 1);
        Journal.For(this.GetPrimaryKeyString()).Add("deactivated");
    }

    public async Task<string> Hit(int number)
    {
        var before = _active;
        await Task.Yield();
        return before && _active ? "alive" : "dead";
    }

    public async Task<string> HitAndGo(int number)
    {
        var before = _active;
        DeactivateOnIdle();
        await Task.Yield();
        return before && _active ? "alive" : "dead";
    }
}

public sealed class DeactivationStressTests(DefaultEngine engine)
{
    [Theory, MemberData(nameof(Repeat.Rounds), MemberType = typeof(Repeat))]
    public async Task No_call_is_lost_or_runs_on_a_dead_activation_while_the_grain_comes_and_goes(int round)
    {
        var key = TestIds.Key($"round-{round}");
        var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            var grain = engine.Grains.GetGrain<IHammeredGrain>(key);
            var answers = new List<string>();
            for (var number = 0; number < 50; number++)
            {
                // Some of the calls of one caller overlap, some do not.
                var calls = Enumerable.Range(0, 1 + (number % 4)).Select(_ => grain.Hit(number)).ToList();
                if ((number + caller) % 3 == 0) calls.Add(grain.HitAndGo(number));
                answers.AddRange(await Task.WhenAll(calls.Select(OrRefused)));
            }
            return answers;
        })).ToArray();
        var all = await Task.WhenAll(callers).InTime("all calls to be answered", TimeSpan.FromSeconds(20));
        all.SelectMany(static answers => answers).ShouldAllBe(static answer => answer == "alive" || answer == "refused");
        all.SelectMany(static answers => answers).ShouldContain("alive");
        Journal.For(key).Entries.ShouldContain("deactivated");
        Journal.For(key).Entries.ShouldAllBe(static entry => entry == "deactivated");
    }

    /// <summary>Orleans sends a call on to the next activation twice and then refuses it; what it may not do is to leave it unanswered.</summary>
    private static async Task<string> OrRefused(Task<string> call)
    {
        try
        {
            return await call;
        }
        catch (OrleansMessageRejectionException)
        {
            return "refused";
        }
    }
}
