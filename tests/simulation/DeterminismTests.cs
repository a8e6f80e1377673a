using System.Diagnostics;
using Genesis.Simulations;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Simulations;

public sealed class DeterminismTests
{
    private const string HashFile = "GENESIS_SIMULATION_HASH_FILE";

    [Fact]
    public void The_same_seed_takes_the_same_steps()
    {
        var (first, second) = (new List<string>(), new List<string>());
        var one = Run(42, first.Add);
        var two = Run(42, second.Add);

        first.ShouldNotBeEmpty();
        second.ShouldBe(first);
        two.TraceHash.ShouldBe(one.TraceHash);
        two.Steps.ShouldBe(one.Steps);
        two.Elapsed.ShouldBe(one.Elapsed);
        two.Result.ShouldBe(one.Result);
    }

    [Fact]
    public async Task The_same_seed_takes_the_same_steps_in_every_process()
    {
        var file = Path.GetTempFileName();
        try
        {
            // This test program again, with the one test that only writes its hash.
            using var other = Process.Start(new ProcessStartInfo(Path.ChangeExtension(typeof(DeterminismTests).Assembly.Location, null))
            {
                ArgumentList = { "--filter-method", $"{typeof(DeterminismTests).FullName}.{nameof(Writes_its_hash_for_another_process)}" },
                Environment = { [HashFile] = file },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = other.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await other.WaitForExitAsync(TestContext.Current.CancellationToken);
            other.ExitCode.ShouldBe(0, await output);

            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(Hashes());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Writes_its_hash_for_another_process()
    {
        if (Environment.GetEnvironmentVariable(HashFile) is { } file) File.WriteAllText(file, Hashes());
    }

    [Fact]
    public void Different_seeds_explore_different_orders()
    {
        var runs = Enumerable.Range(0, 50).Select(seed => Run(seed)).ToList();

        runs.Select(static run => run.TraceHash).Distinct().Count().ShouldBe(50);
        runs.Select(static run => run.Result).Distinct().Count().ShouldBeGreaterThan(30);
    }

    [Fact]
    public void Calls_of_one_caller_keep_their_order_whatever_the_seed()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var numbers = Run(seed).Result.Split(',').Select(int.Parse).ToList();
            numbers.Count.ShouldBe(15);
            foreach (var first in new[] { 0, 100, 200 })
                numbers.Where(number => number / 100 == first / 100).ShouldBe(Enumerable.Range(first, 5));
        }
    }

    [Fact]
    public void Some_seed_finds_a_lost_update()
    {
        static async Task Body(Simulation simulation)
        {
            var account = simulation.Grains.GetGrain<IAccount>("shared");
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => account.Add(1)));
            (await account.Balance()).ShouldBe(3);
        }

        var failure = Simulation.FirstFailure(Seeds(100), static _ => { }, Body).ShouldNotBeNull();

        var seed = failure.Report!.Seed;
        failure.Message.ShouldContain($"seed {seed}");
        failure.InnerException.ShouldBeOfType<ShouldAssertException>();
        var again = Should.Throw<SimulationException>(() => Simulation.Run(seed, static _ => { }, Body));
        again.Report!.TraceHash.ShouldBe(failure.Report.TraceHash);
    }

    [Fact]
    public void Random_numbers_and_ids_follow_from_the_seed()
    {
        static (int, Guid, long) Draw(long seed) => Simulation.Run(seed, static _ => { }, static simulation => Task.FromResult(
            (simulation.Random.Next(1_000_000), simulation.NewGuid(),
                simulation.Services.GetRequiredService<Random>().NextInt64()))).Result;

        Draw(1).ShouldBe(Draw(1));
        Draw(1).ShouldNotBe(Draw(2));
    }

    [Fact]
    public async Task Simulations_on_other_threads_do_not_disturb_each_other()
    {
        var alone = Enumerable.Range(0, 8).Select(seed => Run(seed).TraceHash).ToList();

        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Task.Run(() => Run(seed).TraceHash)));

        together.ShouldBe(alone);
    }

    /// <summary>Calls, streams, storage, kills and restarts.</summary>
    private static string Hashes() => $"{Run(42).TraceHash} {StreamTests.Run(42).TraceHash} {RestartTests.Hash(42)}";

    private static IEnumerable<long> Seeds(int count) => Enumerable.Range(0, count).Select(static seed => (long)seed);

    private static SimulationReport<string> Run(long seed, Action<string>? trace = null) => Simulation.Run(
        seed,
        static _ => { },
        static async simulation =>
        {
            var senders = Enumerable.Range(0, 3).Select(i => simulation.Grains.GetGrain<ISender>($"sender {i}").Send(100 * i, 5));
            await Task.WhenAll(senders);
            return await simulation.Grains.GetGrain<IRecorder>("all").All();
        },
        new SimulationOptions { Trace = trace });
}
