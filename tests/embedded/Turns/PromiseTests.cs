using Genesis.Tests.Embedded.Fixture;

namespace Genesis.Tests.Embedded.Turns;

/// <summary>What the embedded engine promises of calls beyond what Orleans does.</summary>
public sealed class PromiseTests
{
    [Fact]
    public async Task Calls_of_one_caller_run_in_the_order_of_sending()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grains.GetGrain<IOrderedGrain>("ordered");
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var blocked = grain.Block(gate.Task);
        var notes = Enumerable.Range(0, 1000).Select(grain.Note).ToArray();
        gate.SetResult();
        await blocked;
        await Task.WhenAll(notes);
        (await grain.Notes()).ShouldBe(Enumerable.Range(0, 1000));
    }

    [Fact]
    public async Task No_call_is_refused_while_its_grain_comes_and_goes()
    {
        await using var silo = await TestSilo.Start();
        var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            var grain = silo.Grains.GetGrain<ICometGrain>("comet");
            var alive = new List<bool>();
            for (var number = 0; number < 100; number++)
            {
                var calls = Enumerable.Range(0, 1 + (number % 4)).Select(_ => grain.Hit()).ToList();
                if ((number + caller) % 3 == 0) calls.Add(grain.HitAndGo());
                alive.AddRange(await Task.WhenAll(calls));
            }
            return alive;
        }));
        (await Task.WhenAll(callers)).SelectMany(static alive => alive).ShouldAllBe(static alive => alive);
    }
}
