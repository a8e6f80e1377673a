using Genesis.Tests.Runtime.Fixture;

namespace Genesis.Tests.Runtime.Checkpoints;

/// <summary>Components that block, in real time: their state changes beside the turn, and is written all the same.</summary>
public sealed class BlockingCheckpointTests
{
    [Fact]
    public async Task What_changes_beside_the_turn_is_written_from_the_turn()
    {
        var store = new ScriptedStorage();
        var (turns, now) = (0, 0);
        store.Before = async () =>
        {
            if (Interlocked.Increment(ref now) > 1) turns++;
            await Task.Yield();
            Interlocked.Decrement(ref now);
        };
        await using var host = await RuntimeHost.Start(static genesis => genesis.AddComponent<Blocker>("b", policies: new() { Blocking = true }), store.AddTo);
        // The state is changed while snapshots are taken, several times.
        var changes = 0;
        for (; store.Writes.Count < 4; changes++) (await host.Bus.Ask("b", "work")).IsOk.ShouldBeTrue();
        var last = (await host.Bus.Ask("b", "work")).As<int>();
        await host.UntilStatus("b", status => store.Writes.Count > 0 && store.Writes[^1].State!.As<Counter.Count>().Value == last);
        store.Writes.Count.ShouldBeLessThanOrEqualTo(changes + 2, "no write without a change");
        turns.ShouldBe(0, "one write at a time");
    }

    private sealed class Blocker : Component<Counter.Count>
    {
        protected override Counter.Count InitialState => new(0);

        protected internal override ValueTask<object?> OnRequest(ComponentRequest request)
        {
            for (var i = 0; i < 100; i++) State = new(State.Value + 1);
            Thread.SpinWait(20_000);
            return new(State.Value);
        }
    }
}
