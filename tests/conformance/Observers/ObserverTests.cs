namespace Genesis.Tests.Conformance.Observers;

public interface INewsObserver : IGrainObserver
{
    void Note(int number);

    // An engine may tell the caller at once that the observer is gone, or let it time out.
    [ResponseTimeout("00:00:01")]
    Task NoteAsync(int number);

    [OneWay]
    Task NoteOneWay(int number);

    Task<string> Ask(string question);

    Task<int> Slow(string gate);

    Task Fail(string message);
}

public interface INewsGrain : IGrainWithStringKey
{
    Task Subscribe(INewsObserver observer);

    Task Publish(int number);

    Task<int> PublishToAll(int first, int count);

    Task<string> AskAll(string question);

    Task<string> FailAll(string message);

    /// <summary>Notifies all observers and gives the number of those that failed.</summary>
    Task<int> PublishCarefully(int number);

    Task<INewsObserver> GiveBack();
}

public sealed class NewsGrain : Grain, INewsGrain
{
    private readonly List<INewsObserver> _observers = [];

    public Task Subscribe(INewsObserver observer)
    {
        _observers.Add(observer);
        return Task.CompletedTask;
    }

    public Task Publish(int number)
    {
        foreach (var observer in _observers) observer.Note(number);
        return Task.CompletedTask;
    }

    public Task<int> PublishToAll(int first, int count)
    {
        for (var number = first; number < first + count; number++)
            foreach (var observer in _observers)
                observer.Note(number);
        return Task.FromResult(_observers.Count);
    }

    public async Task<string> AskAll(string question) =>
        string.Join(", ", await Task.WhenAll(_observers.Select(observer => observer.Ask(question))));

    public async Task<string> FailAll(string message)
    {
        try
        {
            await Task.WhenAll(_observers.Select(observer => observer.Fail(message)));
            return "nothing";
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }

    public async Task<int> PublishCarefully(int number)
    {
        var failed = 0;
        foreach (var observer in _observers)
        {
            try
            {
                await observer.NoteAsync(number);
            }
            catch (Exception exception) when (
                exception is ClientNotAvailableException or OrleansMessageRejectionException or TimeoutException)
            {
                failed++;
            }
        }
        return failed;
    }

    public Task<INewsObserver> GiveBack() => Task.FromResult(_observers[0]);
}

public sealed class NewsObserver(Journal journal) : INewsObserver
{
    private int _inside;

    public void Note(int number)
    {
        if (Interlocked.Increment(ref _inside) != 1) journal.Add("two at a time");
        journal.Add($"{number}");
        Interlocked.Decrement(ref _inside);
    }

    public Task NoteAsync(int number)
    {
        Note(number);
        return Task.CompletedTask;
    }

    public Task NoteOneWay(int number) => NoteAsync(number);

    public Task<string> Ask(string question) => Task.FromResult($"{question}? yes");

    public async Task<int> Slow(string gate)
    {
        await Gate.For(gate).Wait();
        return 1;
    }

    public Task Fail(string message) => throw new InvalidOperationException(message);
}

public sealed class ObserverTests(DefaultEngine engine)
{
    private readonly Journal _journal = Journal.For(TestIds.Key("journal"));
    private readonly string _grainKey = TestIds.Key();

    private INewsGrain _grain => engine.Grains.GetGrain<INewsGrain>(_grainKey);

    private (NewsObserver Observer, INewsObserver Reference) Make(Journal? journal = null)
    {
        var observer = new NewsObserver(journal ?? _journal);
        return (observer, engine.Grains.CreateObjectReference<INewsObserver>(observer));
    }

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task An_observer_is_notified_by_a_grain(EngineKind on) => on.Run(engine, async () =>
    {
        var (observer, reference) = Make();
        await _grain.Subscribe(reference);
        await _grain.Publish(7);
        await _journal.Until(1, "7");
        GC.KeepAlive(observer);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Notifications_that_nobody_awaits_all_come_in_any_order(EngineKind on) => on.Run(engine, async () =>
    {
        var (observer, reference) = Make();
        await _grain.Subscribe(reference);
        await _grain.PublishToAll(0, 500);
        (await _journal.Until(500)).ShouldBe(Enumerable.Range(0, 500).Select(static number => $"{number}"), ignoreOrder: true);
        GC.KeepAlive(observer);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task An_observer_may_answer(EngineKind on) => on.Run(engine, async () =>
    {
        var (observer, reference) = Make();
        await _grain.Subscribe(reference);
        (await _grain.AskAll("ready")).ShouldBe("ready? yes");
        GC.KeepAlive(observer);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task An_observers_exception_reaches_the_grain_that_awaits_it(EngineKind on) => on.Run(engine, async () =>
    {
        var (observer, reference) = Make();
        await _grain.Subscribe(reference);
        (await _grain.FailAll("not now")).ShouldBe("not now");
        GC.KeepAlive(observer);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task One_way_notifications_arrive(EngineKind on) => on.Run(engine, async () =>
    {
        var (observer, reference) = Make();
        await reference.NoteOneWay(3);
        await _journal.Until(1, "3");
        GC.KeepAlive(observer);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_deleted_observer_gets_nothing_more_and_hurts_nobody(EngineKind on) => on.Run(engine, async () =>
    {
        var gone = Journal.For(TestIds.Key("journal"));
        var (first, firstReference) = Make(gone);
        var (second, secondReference) = Make();
        await _grain.Subscribe(firstReference);
        await _grain.Subscribe(secondReference);
        await _grain.Publish(1);
        await gone.Until(1, "1");
        engine.Grains.DeleteObjectReference<INewsObserver>(firstReference);
        await _grain.Publish(2);
        await _journal.Until(1, "2");
        gone.Entries.ShouldNotContain("2");
        GC.KeepAlive((first, second));
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_grain_that_awaits_a_dead_observer_gets_an_exception_and_goes_on(EngineKind on) => on.Run(engine, async () =>
    {
        var (first, firstReference) = Make(Journal.For(TestIds.Key("journal")));
        var (second, secondReference) = Make();
        await _grain.Subscribe(firstReference);
        await _grain.Subscribe(secondReference);
        engine.Grains.DeleteObjectReference<INewsObserver>(firstReference);
        (await _grain.PublishCarefully(5)).ShouldBe(1);
        _journal.Entries.ShouldBe(["5"]);
        GC.KeepAlive((first, second));
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task References_to_observers_cross_grain_calls(EngineKind on) => on.Run(engine, async () =>
    {
        var (observer, reference) = Make();
        await _grain.Subscribe(reference);
        var back = await _grain.GiveBack();
        back.ShouldBe(reference);
        back.Note(9);
        await _journal.Until(1, "9");
        GC.KeepAlive(observer);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_grain_may_observe_another(EngineKind on) => on.Run(engine, async () =>
    {
        var key = TestIds.Key();
        var observing = engine.Grains.GetGrain<IObservingGrain>(key);
        await observing.Observe(_grain);
        await _grain.Publish(11);
        await Journal.For(key).Until(1, "11");
    });

    [Fact]
    public void Something_that_is_no_reference_cannot_be_deleted() =>
        Should.Throw<ArgumentException>(() => engine.Grains.DeleteObjectReference<INewsObserver>(new NewsObserver(_journal)));
}

/// <summary>Observes another grain itself.</summary>
public interface IObservingGrain : IGrainWithStringKey, INewsObserver
{
    Task Observe(INewsGrain news);
}

public sealed class ObservingGrain : Grain, IObservingGrain
{
    public Task Observe(INewsGrain news) => news.Subscribe(this.AsReference<INewsObserver>());

    public void Note(int number) => Journal.For(this.GetPrimaryKeyString()).Add($"{number}");

    public Task NoteAsync(int number)
    {
        Note(number);
        return Task.CompletedTask;
    }

    public Task NoteOneWay(int number) => NoteAsync(number);

    public Task<string> Ask(string question) => Task.FromResult("no");

    public Task<int> Slow(string gate) => Task.FromResult(0);

    public Task Fail(string message) => Task.CompletedTask;
}
