using Orleans.Concurrency;
using Orleans.Streams;

namespace Genesis.Benchmarks.Bare;

/// <summary>A message of 64 bytes.</summary>
[GenerateSerializer, Immutable, Alias("bench.Message")]
public sealed record Message(
    [property: Id(0)] long A, [property: Id(1)] long B, [property: Id(2)] long C, [property: Id(3)] long D,
    [property: Id(4)] long E, [property: Id(5)] long F, [property: Id(6)] long G, [property: Id(7)] long H);

public interface IBenchGrain : IGrainWithStringKey
{
    Task Ping();

    Task<Message> Echo(Message message);

    /// <summary>Calls another grain so many times, one after the other.</summary>
    Task EchoOther(string key, Message message, long times);
}

public sealed class BenchGrain : Grain, IBenchGrain
{
    public Task Ping() => Task.CompletedTask;

    public Task<Message> Echo(Message message) => Task.FromResult(message);

    public async Task EchoOther(string key, Message message, long times)
    {
        var other = GrainFactory.GetGrain<IBenchGrain>(key);
        for (; times > 0; times--) await other.Echo(message);
    }
}

public interface IConsumerGrain : IGrainWithStringKey
{
    Task Subscribe(StreamId stream);

    [AlwaysInterleave]
    Task Reset(long expected);

    [AlwaysInterleave]
    Task WaitForAll();
}

public sealed class ConsumerGrain : Grain, IConsumerGrain, IAsyncObserver<Message>
{
    private long _left;
    private TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task Subscribe(StreamId stream) =>
        await this.GetStreamProvider(BareSilo.Streams).GetStream<Message>(stream).SubscribeAsync(this);

    public Task Reset(long expected)
    {
        _left = expected;
        _all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Task.CompletedTask;
    }

    public Task WaitForAll() => _all.Task;

    public Task OnNextAsync(Message item, StreamSequenceToken? token = null)
    {
        if (--_left == 0) _all.TrySetResult();
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
