namespace Genesis.Tests.Streams.Fixture;

/// <summary>Produces numbered events. The key holds the producer's number and its silo's.</summary>
public interface IProducer : IGrainWithIntegerKey
{
    Task<SiloAddress> Place();

    /// <summary>Sends events one after the other, awaiting each.</summary>
    Task Send(StreamId stream, int first, int count);

    /// <summary>Sends events without awaiting any before the next.</summary>
    Task SendWithoutAwait(StreamId stream, int first, int count);

    /// <summary>Sends batches of so many events.</summary>
    Task SendBatches(StreamId stream, int batches, int size);
}

public sealed class ProducerGrain(ILocalSiloDetails silo) : Grain, IProducer
{
    /// <summary>How many producers a silo may have.</summary>
    public const int Numbers = 1_000_000;

    private int Number => (int)(this.GetPrimaryKeyLong() % Numbers);

    public Task<SiloAddress> Place() => Task.FromResult(silo.SiloAddress);

    public async Task Send(StreamId stream, int first, int count)
    {
        for (var i = 0; i < count; i++) await StreamOf(stream).OnNextAsync(new Sample(Number, first + i));
    }

    public Task SendWithoutAwait(StreamId stream, int first, int count) =>
        Task.WhenAll(Enumerable.Range(first, count).Select(i => StreamOf(stream).OnNextAsync(new Sample(Number, i))).ToArray());

    public async Task SendBatches(StreamId stream, int batches, int size)
    {
        for (var batch = 0; batch < batches; batch++)
            await StreamOf(stream).OnNextBatchAsync(Enumerable.Range(batch * size, size).Select(i => new Sample(Number, i)));
    }

    private IAsyncStream<Sample> StreamOf(StreamId stream) => this.GetStreamProvider(Providers.Name).GetStream<Sample>(stream);
}
