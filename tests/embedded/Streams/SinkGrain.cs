using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace Genesis.Tests.Embedded.Streams;

[GenerateSerializer, Immutable, Alias("test.stream.note")]
public sealed record Note([property: Id(0)] int Number, [property: Id(1)] string From = "");

public interface ISink : IGrainWithStringKey
{
    Task<Guid> Subscribe(StreamId stream);

    Task<int> CountHandles(StreamId stream);

    Task<int> Unsubscribe(StreamId stream);

    /// <summary>Goes back to the given place in the stream.</summary>
    Task Rewind(StreamId stream, StreamSequenceToken token);

    Task Deactivate();
}

/// <summary>A consumer whose behaviour the test sets by its key.</summary>
public sealed class SinkGrain : Grain, ISink, IAsyncObserver<Note>
{
    private Behaviour Behaviour => Behaviour.Of(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Behaviour.Activation is { } gate) await gate.Task;
        foreach (var stream in Behaviour.Resumes)
            foreach (var handle in await StreamOf(stream).GetAllSubscriptionHandles()) await handle.ResumeAsync(this);
    }

    public async Task<Guid> Subscribe(StreamId stream)
    {
        Behaviour.Resumes.Add(stream);
        return (await StreamOf(stream).SubscribeAsync(this)).HandleId;
    }

    public async Task<int> CountHandles(StreamId stream) => (await StreamOf(stream).GetAllSubscriptionHandles()).Count;

    public async Task<int> Unsubscribe(StreamId stream)
    {
        var handles = await StreamOf(stream).GetAllSubscriptionHandles();
        foreach (var handle in handles) await handle.UnsubscribeAsync();
        return handles.Count;
    }

    public async Task Rewind(StreamId stream, StreamSequenceToken token)
    {
        foreach (var handle in await StreamOf(stream).GetAllSubscriptionHandles()) await handle.ResumeAsync(this, token);
    }

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task OnNextAsync(Note item, StreamSequenceToken? token = null)
    {
        Behaviour.Attempts.Enqueue((TimeProviderOf.GetUtcNow(), item.Number));
        if (Behaviour.Gate is { } gate) await gate.Task;
        if (Behaviour.Failing(item)) throw new InvalidOperationException($"no {item.Number}");
        Behaviour.Got.Enqueue(item);
        Behaviour.Tokens.Enqueue(token!);
    }

    public Task OnErrorAsync(Exception ex)
    {
        Behaviour.Errors.Enqueue(ex);
        return Task.CompletedTask;
    }

    private TimeProvider TimeProviderOf => (TimeProvider)ServiceProvider.GetService(typeof(TimeProvider))!;

    private IAsyncStream<Note> StreamOf(StreamId stream) => this.GetStreamProvider("notes").GetStream<Note>(stream);
}

/// <summary>What a sink does and has seen.</summary>
public sealed class Behaviour
{
    private static readonly ConcurrentDictionary<string, Behaviour> All = new();

    public static Behaviour Of(string key) => All.GetOrAdd(key, static _ => new Behaviour());

    public static void Forget(string key) => All.TryRemove(key, out _);

    /// <summary>Handling an item waits for it.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Activating waits for it.</summary>
    public TaskCompletionSource? Activation { get; set; }

    public Func<Note, bool> Failing { get; set; } = static _ => false;

    public ConcurrentBag<StreamId> Resumes { get; } = [];

    public ConcurrentQueue<Note> Got { get; } = [];

    public ConcurrentQueue<StreamSequenceToken> Tokens { get; } = [];

    public ConcurrentQueue<(DateTimeOffset When, int Number)> Attempts { get; } = [];

    public ConcurrentQueue<Exception> Errors { get; } = [];

    public IEnumerable<int> Numbers => Got.Select(static note => note.Number);

    /// <summary>Handling waits until <see cref="Open"/>.</summary>
    public void Close() => Gate = new TaskCompletionSource();

    public void Open()
    {
        var gate = Gate;
        Gate = null;
        gate?.TrySetResult();
    }
}
