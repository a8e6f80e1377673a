using Genesis.Benchmarks.Bare;

namespace Genesis.Benchmarks.Peers;

/// <summary>Bare Orleans: calls of grains, and its memory streams.</summary>
internal sealed class OrleansPeer : IPeer
{
    private readonly BareSilo _silo;
    private readonly IBenchGrain[] _echoes;
    private readonly IConsumerGrain[] _consumers;
    private readonly Orleans.Streams.IAsyncStream<Message> _stream;

    private OrleansPeer(BareSilo silo)
    {
        _silo = silo;
        _echoes = [.. Enumerable.Range(0, PeersBenchmark.Many).Select(i => silo.Grains.GetGrain<IBenchGrain>($"g{i}"))];
        _consumers = [.. Enumerable.Range(0, PeersBenchmark.Many).Select(i => silo.Grains.GetGrain<IConsumerGrain>($"c{i}"))];
        _stream = silo.Client.GetStreamProvider(BareSilo.Streams).GetStream<Message>(StreamId.Create("bench", "all"));
    }

    public string Name => "orleans";

    public static async Task<OrleansPeer> StartAsync()
    {
        var peer = new OrleansPeer(await BareSilo.StartAsync());
        foreach (var echo in peer._echoes) await echo.Ping();
        foreach (var consumer in peer._consumers) await consumer.Subscribe(peer._stream.StreamId);
        return peer;
    }

    public async Task<long> CallAsync(int target, Period time)
    {
        var calls = 0L;
        for (var echo = _echoes[target]; !time.IsOver; calls++) await echo.Echo(PeersBenchmark.Sample);
        return calls;
    }

    public Task AskBetweenAsync(long asks) => _echoes[1].EchoOther("g0", PeersBenchmark.Sample, asks);

    public async Task DeliverAsync(long events)
    {
        foreach (var consumer in _consumers) await consumer.Reset(events);
        for (var i = 0L; i < events; i++) await _stream.OnNextAsync(PeersBenchmark.Sample);
        foreach (var consumer in _consumers) await consumer.WaitForAll();
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();
}
