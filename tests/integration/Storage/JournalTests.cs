using Genesis.Storage;

namespace Genesis.Tests.Integration.Storage;

/// <summary>What journal and dead letters promise, on every database.</summary>
public abstract class JournalTests : IAsyncLifetime
{
    private readonly ShiftedTime _time = new();
    private IStoreBackend _backend = null!;

    protected abstract Task<object> Backend();

    public async ValueTask InitializeAsync() => _backend = (IStoreBackend)await Backend();

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private Task<StoreHost> Start(Action<JournalOptions>? limits = null) => StoreHost.Start(silo => _backend.AddJournal(silo, limits), _time);

    private JournalEntry Entry(string id, params string[] targets) => new()
    {
        Id = id,
        Source = "risk",
        Epoch = 3,
        Sequence = 12,
        Type = "order.filled",
        Time = _time.GetUtcNow(),
        Priority = EventPriority.Critical,
        Origin = EventOrigin.Exchange,
        PayloadUtf8 = """{"id":"ñ"}"""u8.ToArray(),
        Targets = targets,
    };

    private static DeadLetter Letter(JournalEntry entry, string target, DateTimeOffset at) => new() { Target = target, At = at, Reason = "it failed", Attempts = 2, Event = entry };

    private static void ShouldEqual(JournalEntry entry, JournalEntry expected)
    {
        entry.PayloadUtf8.Span.SequenceEqual(expected.PayloadUtf8.Span).ShouldBeTrue();
        entry.Targets.ShouldBe(expected.Targets);
        (entry with { PayloadUtf8 = default, Targets = expected.Targets }).ShouldBe(expected with { PayloadUtf8 = default });
    }

    [Fact]
    public async Task An_entry_is_pending_for_each_target_until_it_is_acknowledged()
    {
        var full = Entry("a", "portfolio") with { Key = "BTC", ExpiresAt = _time.GetUtcNow().AddHours(1), CauseId = "cause", CauseTarget = "risk" };
        long first, second;
        await using (var host = await Start())
        {
            first = (await host.Journal.Append(full with { Targets = ["portfolio", "monitor"] })).Position;
            second = (await host.Journal.Append(Entry("b", "portfolio", "portfolio"))).Position;
            second.ShouldBeGreaterThan(first);
        }
        await using var next = await Start();
        var pending = await next.Journal.ReadPending("portfolio", 0, 10);
        pending.Select(delivery => delivery.Position).ShouldBe([first, second]);
        ShouldEqual(pending[0].Entry, full);
        (await next.Journal.ReadPending("portfolio", first, 10)).ShouldHaveSingleItem().Entry.Id.ShouldBe("b");
        (await next.Journal.ReadPending("portfolio", 0, 1)).ShouldHaveSingleItem().Entry.Id.ShouldBe("a");
        (await next.Journal.ReadPendingCounts()).OrderBy(count => count.Key).ShouldBe([new("monitor", 1), new("portfolio", 2)]);

        await next.Journal.Acknowledge([new("portfolio", first, DeliveryEnd.Handled), new("monitor", first, DeliveryEnd.Expired), new("nobody", first, DeliveryEnd.Handled), new("portfolio", 999, DeliveryEnd.Handled)]);
        (await next.Journal.ReadPending("portfolio", 0, 10)).ShouldHaveSingleItem().Entry.Id.ShouldBe("b");
        (await next.Journal.ReadPending("monitor", 0, 10)).ShouldBeEmpty();
        // The third is another end of a delivery that has ended.
        await next.Journal.Acknowledge([new("portfolio", first, DeliveryEnd.DeadLettered)]);
        (await next.Journal.ReadFigures()).ShouldBe(
            [new("order.filled", "monitor", 1, 0, 1, 0, 0, 0), new("order.filled", "portfolio", 2, 1, 0, 0, 0, 1)]);
    }

    [Fact]
    public async Task An_id_is_appended_once()
    {
        await using var host = await Start();
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.Journal.Append(Entry("same", "portfolio")).AsTask())).InTime();
        results.Count(result => !result.Duplicate).ShouldBe(1);
        results.Select(result => result.Position).Distinct().ShouldHaveSingleItem().ShouldBeGreaterThan(0);
        (await host.Journal.Append(Entry("same", "another"))).ShouldBe(new AppendResult(results[0].Position, true));
        (await host.Journal.ReadFigures()).ShouldBe([new("order.filled", "portfolio", 1, 0, 0, 0, 0, 1)]);
    }

    [Fact]
    public async Task Figures_balance_whatever_the_end()
    {
        await using var host = await Start();
        var positions = await Task.WhenAll(Enumerable.Range(0, 300).Select(async i => (await host.Journal.Append(Entry($"{i}", "a", "b"))).Position)).InTime();
        positions.ShouldBeUnique();
        await Task.WhenAll(Enumerable.Range(0, 300).Where(i => i % 5 != 4).Select(i => host.Journal.Acknowledge([new("a", positions[i], (DeliveryEnd)(i % 5))]).AsTask())).InTime();
        var figures = await host.Journal.ReadFigures();
        figures.ShouldBe([new("order.filled", "a", 300, 60, 60, 60, 60, 60), new("order.filled", "b", 300, 0, 0, 0, 0, 300)]);
        figures.ShouldAllBe(figure => figure.Balances);
    }

    [Fact]
    public async Task A_source_gets_another_epoch_each_time()
    {
        await using (var host = await Start())
        {
            var epochs = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => host.Journal.NextEpoch($"source {i % 10}").AsTask())).InTime();
            epochs.Chunk(10).Select((chunk, i) => (chunk, i)).ShouldAllBe(one => one.chunk.All(epoch => epoch == one.i + 1));
        }
        await using var next = await Start();
        (await next.Journal.NextEpoch("source 1")).ShouldBe(11);
    }

    [Fact]
    public async Task An_entry_goes_when_all_have_acknowledged_it_and_it_is_old_enough()
    {
        await using var host = await Start(options => options.TrimInterval = TimeSpan.FromTicks(1));
        var old = (await host.Journal.Append(Entry("old", "a", "b"))).Position;
        await host.Journal.Acknowledge([new("a", old, DeliveryEnd.Handled)]);
        _time.Shift += TimeSpan.FromHours(1);
        (await host.Journal.Append(Entry("tick 1"))).Duplicate.ShouldBeFalse();
        (await host.Journal.ReadPending("b", 0, 10)).ShouldHaveSingleItem();

        await host.Journal.Acknowledge([new("b", old, DeliveryEnd.Handled)]);
        (await host.Journal.Append(Entry("old", "a", "b"))).Duplicate.ShouldBeFalse("it was acknowledged by all and an hour old");
        (await host.Journal.Append(Entry("tick 1"))).Duplicate.ShouldBeTrue("it is not old enough");
    }

    [Fact]
    public async Task An_entry_stays_while_its_cause_may_be_handled_again()
    {
        await using var host = await Start(options => options.TrimInterval = TimeSpan.FromTicks(1));
        var cause = (await host.Journal.Append(Entry("cause", "risk", "other"))).Position;
        var effect = Entry("cause/1", "a") with { CauseId = "cause", CauseTarget = "risk" };
        var position = (await host.Journal.Append(effect)).Position;
        await host.Journal.Acknowledge([new("a", position, DeliveryEnd.Handled), new("other", cause, DeliveryEnd.Handled)]);
        _time.Shift += TimeSpan.FromHours(1);
        (await host.Journal.Append(effect)).ShouldBe(new AppendResult(position, true));

        await host.Journal.Acknowledge([new("risk", cause, DeliveryEnd.Handled)]);
        await host.Journal.Append(Entry("tick"));
        (await host.Journal.Append(effect)).Duplicate.ShouldBeFalse();
    }

    [Fact]
    public async Task Over_its_limit_it_drops_what_is_acknowledged_and_says_what_it_cannot_drop()
    {
        await using var host = await Start(options => (options.TrimInterval, options.MaximumBytes) = (TimeSpan.FromTicks(1), 1000));
        var acknowledged = (await host.Journal.Append(Entry("acknowledged", "a"))).Position;
        await host.Journal.Acknowledge([new("a", acknowledged, DeliveryEnd.Handled)]);
        for (var i = 0; i < 8; i++) await host.Journal.Append(Entry($"{i}", "a"));
        var health = host.Journal.Health;
        health.State.ShouldBe(StorageState.Degraded);
        health.Reason!.ShouldContain("over its limit");
        host.Log.All.ShouldContain(line => line.StartsWith("2300 Warning", StringComparison.Ordinal) && line.Contains("over its limit"));

        _time.Shift += TimeSpan.FromMinutes(2);
        await host.Journal.Append(Entry("tick"));
        (await host.Journal.Append(Entry("acknowledged", "a"))).Duplicate.ShouldBeFalse("over the limit the minimum age counts");
        var pending = await host.Journal.ReadPending("a", 0, 100);
        pending.Count.ShouldBe(9, "what is not acknowledged is never dropped");
        await host.Journal.Acknowledge([.. pending.Select(delivery => new Acknowledgement("a", delivery.Position, DeliveryEnd.Handled))]);
        _time.Shift += TimeSpan.FromMinutes(2);
        await host.Journal.Append(Entry("tick 2"));
        host.Journal.Health.State.ShouldBe(StorageState.Healthy);
    }

    [Fact]
    public async Task Dead_letters_are_listed_newest_first_found_and_removed()
    {
        await using var host = await Start();
        var letters = host.DeadLetters;
        for (var i = 0; i < 5; i++) await letters.Add(Letter(Entry($"{i}", i < 3 ? "a" : "b") with { Type = i == 1 ? "signal" : "trade" }, i < 3 ? "a" : "b", _time.GetUtcNow()));
        var page = await letters.List(max: 2);
        page.Letters.Select(letter => letter.Event.Id).ShouldBe(["4", "3"]);
        (await letters.List(before: page.NextBefore)).Letters.Select(letter => letter.Event.Id).ShouldBe(["2", "1", "0"]);
        (await letters.List(new DeadLetterFilter(Target: "a", Type: "trade"))).Letters.Select(letter => letter.Event.Id).ShouldBe(["2", "0"]);
        (await letters.List(new DeadLetterFilter(Source: "nobody"))).ShouldSatisfyAllConditions(empty => empty.Letters.ShouldBeEmpty(), empty => empty.NextBefore.ShouldBeNull());

        var one = page.Letters[0];
        var found = (await letters.Find(one.Number))!;
        ShouldEqual(found.Event, Entry("4", "b") with { Type = "trade", Time = found.Event.Time });
        (found.Target, found.Reason, found.Attempts, found.At).ShouldBe(("b", "it failed", 2, one.At));
        (await letters.Remove(one.Number)).ShouldBeTrue();
        (await letters.Remove(one.Number)).ShouldBeFalse();
        (await letters.Find(one.Number)).ShouldBeNull();
        (await letters.Count()).ShouldBe(new DeadLetterCounts(4, 5, 1, 0));
    }

    [Fact]
    public async Task Dead_letters_are_bounded_and_what_is_dropped_is_counted()
    {
        await using var host = await Start(options => options.MaximumDeadLetters = 3);
        for (var i = 0; i < 5; i++) await host.DeadLetters.Add(Letter(Entry($"{i}", "a"), "a", _time.GetUtcNow()));
        (await host.DeadLetters.List()).Letters.Select(letter => letter.Event.Id).ShouldBe(["4", "3", "2"]);
        (await host.DeadLetters.Count()).ShouldBe(new DeadLetterCounts(3, 5, 0, 2));
        _time.Shift += TimeSpan.FromDays(31);
        await host.DeadLetters.Add(Letter(Entry("new", "a"), "a", _time.GetUtcNow()));
        (await host.DeadLetters.List()).Letters.ShouldHaveSingleItem().Event.Id.ShouldBe("new");
        (await host.DeadLetters.Count()).ShouldBe(new DeadLetterCounts(1, 6, 0, 5));
    }
}
