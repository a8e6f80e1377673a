using System.Globalization;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Genesis.Benchmarks.Streams;

/// <summary>
/// Consumes a stream or is called, and passes events on. Its key is "provider|run|place|places": the last of so many places counts
/// arrivals.
/// </summary>
public interface IHop : IGrainWithStringKey
{
    Task<SiloAddress> Place();

    /// <summary>The baseline: the same event as an awaited call.</summary>
    Task Take(Tick tick);
}

/// <summary>Produces events from within a silo.</summary>
public interface ISource : IGrainWithStringKey
{
    Task<SiloAddress> Place();

    /// <summary>Sends one event at a time, with pauses, so that each finds an idle way.</summary>
    [ResponseTimeout("00:10:00")]
    Task SendPaced(string provider, string first, int count);

    /// <summary>Sends events with so many on their way at a time, to streams in turn.</summary>
    [ResponseTimeout("00:10:00")]
    Task Send(string provider, string[] firsts, long count, int window);

    /// <summary>
    /// Sends batches with OnNextBatchAsync, or as single events that carry the others; with so many on their way at a time.
    /// </summary>
    [ResponseTimeout("00:10:00")]
    Task SendBatches(string provider, string first, long count, int size, int window, bool asOne);
}

[ImplicitStreamSubscription("bench.hop")]
public sealed class HopGrain(ILocalSiloDetails silo) : Grain, IHop, IStreamSubscriptionObserver, IAsyncObserver<Tick>
{
    private readonly List<string> _parts = [];
    private IAsyncStream<Tick>? _next;
    private IHop? _nextGrain;
    private Arrivals? _arrivals;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _parts.AddRange(this.GetPrimaryKeyString().Split('|'));
        var (place, places) = (int.Parse(_parts[2], CultureInfo.InvariantCulture), int.Parse(_parts[3], CultureInfo.InvariantCulture));
        if (place == places)
        {
            _arrivals = Arrivals.Of(_parts[1]);
            return Task.CompletedTask;
        }
        var next = $"{_parts[0]}|{_parts[1]}|{place + 1}|{places}";
        if (_parts[0] == StreamsUnderTest.Calls) _nextGrain = GrainFactory.GetGrain<IHop>(next);
        else _next = this.GetStreamProvider(_parts[0]).GetStream<Tick>(StreamId.Create("bench.hop", next));
        return Task.CompletedTask;
    }

    public Task<SiloAddress> Place() => Task.FromResult(silo.SiloAddress);

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Tick>().ResumeAsync(this);

    public Task OnNextAsync(Tick item, StreamSequenceToken? token = null) => Take(item);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    public Task Take(Tick tick)
    {
        if (_arrivals is null) return _nextGrain?.Take(tick) ?? _next!.OnNextAsync(tick);
        _arrivals.Add(tick, single: _parts.Count == 4);
        return Task.CompletedTask;
    }
}

public sealed class SourceGrain(ILocalSiloDetails silo) : Grain, ISource
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    public Task<SiloAddress> Place() => Task.FromResult(silo.SiloAddress);

    public async Task SendPaced(string provider, string first, int count)
    {
        var send = Sender(provider, first);
        for (var i = 0; i < count; i++)
        {
            await send(new Tick(i, TimeProvider.System.GetTimestamp()));
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    public Task Send(string provider, string[] firsts, long count, int window)
    {
        Func<Tick, Task>[] senders = [.. firsts.Select(first => Sender(provider, first))];
        return InWindow(count, window, i => senders[i % senders.Length](new Tick(i, 0)));
    }

    public Task SendBatches(string provider, string first, long count, int size, int window, bool asOne)
    {
        var batch = Enumerable.Range(0, size).Select(static _ => new Tick(0, 0)).ToArray();
        var send = Sender(provider, first);
        if (asOne) return InWindow(count / size, window, i => send(new Tick(i, 0, batch[1..])));
        var stream = this.GetStreamProvider(provider).GetStream<Tick>(StreamId.Create("bench.hop", first));
        return InWindow(count / size, window, _ => stream.OnNextBatchAsync(batch));
    }

    private static async Task InWindow(long count, int window, Func<long, Task> send)
    {
        var onTheirWay = new Queue<Task>(window);
        for (var i = 0L; i < count; i++)
        {
            if (onTheirWay.Count == window) await onTheirWay.Dequeue();
            onTheirWay.Enqueue(send(i));
        }
        await Task.WhenAll(onTheirWay);
    }

    private Func<Tick, Task> Sender(string provider, string first)
    {
        if (provider == StreamsUnderTest.Calls) return GrainFactory.GetGrain<IHop>(first).Take;
        var stream = this.GetStreamProvider(provider).GetStream<Tick>(StreamId.Create("bench.hop", first));
        return tick => stream.OnNextAsync(tick);
    }
}
