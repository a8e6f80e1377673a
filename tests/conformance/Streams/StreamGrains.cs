using Orleans.Streams;

namespace Genesis.Tests.Conformance.Streams;

/// <summary>Subscribes explicitly and resumes when activated. What it gets it writes into the journal of its key.</summary>
public interface IListener : IGrainWithStringKey
{
    Task<Guid> Subscribe(StreamId stream, string? filter = null);

    Task SubscribeBatches(StreamId stream);

    Task Unsubscribe(StreamId stream);

    Task<int> CountHandles(StreamId stream);

    /// <summary>Puts another observer in place, which writes this mark before each entry.</summary>
    Task ResumeAs(StreamId stream, string mark);

    Task Deactivate();

    Task Ping();
}

public sealed class ListenerGrain : Grain, IListener
{
    private readonly Dictionary<StreamId, Guid> _known = [];

    private string Key => this.GetPrimaryKeyString();

    /// <summary>The streams that a listener resumes are named by the test, before it subscribes: its key is "stream key|rest".</summary>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.For(Key + "/life").Add("activated");
        var stream = StreamId.Create("explicit", Key.Split('|')[0]);
        foreach (var handle in await StreamOf(stream).GetAllSubscriptionHandles()) await handle.ResumeAsync(new Recorder(Key, ""));
    }

    public async Task<Guid> Subscribe(StreamId stream, string? filter)
    {
        var provider = filter is null ? StreamEngine.Provider : "filtered";
        var handle = await this.GetStreamProvider(provider).GetStream<Tick>(stream).SubscribeAsync(new Recorder(Key, ""), null, filter);
        return _known[stream] = handle.HandleId;
    }

    public Task SubscribeBatches(StreamId stream) => StreamOf(stream).SubscribeAsync(items =>
    {
        Journal.For(Key).Add(string.Join(",", items.Select(static item => item.Item.Number)));
        return Task.CompletedTask;
    });

    public async Task Unsubscribe(StreamId stream)
    {
        foreach (var handle in await StreamOf(stream).GetAllSubscriptionHandles()) await handle.UnsubscribeAsync();
    }

    public async Task<int> CountHandles(StreamId stream) => (await StreamOf(stream).GetAllSubscriptionHandles()).Count;

    public async Task ResumeAs(StreamId stream, string mark)
    {
        foreach (var handle in await StreamOf(stream).GetAllSubscriptionHandles()) await handle.ResumeAsync(new Recorder(Key, mark));
    }

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Ping() => Task.CompletedTask;

    private IAsyncStream<Tick> StreamOf(StreamId stream) => this.GetStreamProvider(StreamEngine.Provider).GetStream<Tick>(stream);
}

/// <summary>Publishes from inside a grain, one event after the other.</summary>
public interface ISpeaker : IGrainWithStringKey
{
    Task Publish(StreamId stream, int producer, int count);
}

public sealed class SpeakerGrain : Grain, ISpeaker
{
    public async Task Publish(StreamId stream, int producer, int count)
    {
        var events = this.GetStreamProvider(StreamEngine.Provider).GetStream<Tick>(stream);
        for (var number = 1; number <= count; number++) await events.OnNextAsync(new Tick(producer, number));
    }
}
