namespace Genesis.Tests.Integration.Storage;

/// <summary>A process is killed while it writes.</summary>
public sealed class KillTests : IAsyncDisposable
{
    private const int Kills = 5;
    private readonly SqliteBackend _backend = new();

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task What_was_acknowledged_is_there_after_kill_9_and_the_figures_balance()
    {
        HashSet<string> entries = [];
        Dictionary<string, long> states = [];
        for (var kill = 1; kill <= Kills; kill++)
        {
            using var process = WriterProcess.Start(_backend.Directory);
            try
            {
                // Each time killed in the middle of the load, a little later than the time before.
                for (var lines = 0; lines < kill * 400; lines++) Take((await process.StandardOutput.ReadLineAsync().InTime()).ShouldNotBeNull());
            }
            finally
            {
                process.Kill();
            }
            await process.WaitForExitAsync().InTime();
            // What it had told before it died counts, except for a line cut off in the middle.
            foreach (var line in (await process.StandardOutput.ReadToEndAsync().InTime()).Split('\n')[..^1]) Take(line);
        }

        await using var host = await StoreHost.Start(silo =>
        {
            _backend.AddStorage(silo, "checkpoints");
            _backend.AddJournal(silo, null);
        });
        (await host.Journal.NextEpoch("writer")).ShouldBe(Kills + 1);
        HashSet<string> found = [];
        for (var after = 0L; ;)
        {
            var page = await host.Journal.ReadPending("b", after, 1000);
            if (page.Count == 0) break;
            found.UnionWith(page.Select(delivery => delivery.Entry.Id));
            after = page[^1].Position;
        }
        entries.Except(found).ShouldBeEmpty();
        var figures = await host.Journal.ReadFigures();
        figures.ShouldAllBe(figure => figure.Balances);
        figures.Where(figure => figure.Target == "b").Sum(figure => figure.Pending).ShouldBe(found.Count);
        figures.Where(figure => figure.Target == "a").Sum(figure => figure.Appended).ShouldBe(found.Count);
        figures.Where(figure => figure.Target == "a").Sum(figure => figure.Handled + figure.DeadLettered).ShouldBeGreaterThan(0);
        foreach (var (writer, version) in states)
        {
            var state = new GrainState<Position>();
            await host.Storage().ReadStateAsync("state", GrainId.Create("component", writer), state).InTime();
            long.Parse(state.ETag!, null).ShouldBeGreaterThanOrEqualTo(version);
        }
        host.Health().RefusedCount.ShouldBe(0);

        void Take(string line)
        {
            if (line.Split(' ') is ["entry", var id]) entries.Add(id);
            else if (line.Split(' ') is ["state", var writer, var version]) states[writer] = long.Parse(version, null);
        }
    }
}
