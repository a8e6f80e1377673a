using System.Net.WebSockets;
using System.Text;
using Genesis.Exchanges;

namespace Genesis.Benchmarks.Feeds;

/// <summary>Frames through one connection from a socket on loopback to the callback; beside it, what a bare <see cref="ClientWebSocket"/> takes that reads and throws away.</summary>
internal static class LoopbackFigure
{
    public static async Task RunAsync(Report report, int rounds, bool quick)
    {
        var frames = quick ? 50_000L : 500_000L;
        List<double> bare = [], whole = [], bytes = [];
        for (var i = 0; i < rounds + 1; i++)
        {
            bare.Add(await BareAsync(frames));
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            whole.Add(await WholeAsync(frames));
            bytes.Add((GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)frames);
        }
        var (socket, connection) = (Measure.Median(bare.Skip(1)), Measure.Median(whole.Skip(1)));
        report.Add("loopback-socket", socket, "frames/s", "a bare ClientWebSocket, frames thrown away");
        report.Add("loopback-connection", connection, "frames/s", $"trades to the callback, none dropped, {Measure.Median(bytes.Skip(1)):F0} B each; sender on the same machine");
        report.Add("ratio-loopback", connection / socket, "×");
    }

    private static async Task<double> WholeAsync(long frames)
    {
        using var server = new BlastServer();
        var (go, done) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var serving = server.ServeAsync(frames, go.Task);
        await using var connection = new ExchangeConnection("binance", new ExchangeConnectionOptions { Endpoints = new VenueEndpoints(server.Address, server.Address) });
        var seen = 0L;
        var options = new StreamOptions { QueueCapacity = (int)frames };
        if (!await connection.ConnectAsync("btcusdt@aggTrade", _ => { if (++seen == frames) done.TrySetResult(); }, options: options)) throw new InvalidOperationException("no connection");
        var began = TimeProvider.System.GetTimestamp();
        go.SetResult();
        await done.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        var rate = frames / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        await connection.DisconnectAllAsync();
        await serving.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        return rate;
    }

    private static async Task<double> BareAsync(long frames)
    {
        using var server = new BlastServer();
        var serving = server.ServeAsync(frames, Task.CompletedTask);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(server.Address, default);
        await socket.SendAsync(Encoding.UTF8.GetBytes("""{"method":"SUBSCRIBE","params":["btcusdt@aggTrade"],"id":1}"""), WebSocketMessageType.Text, true, default);
        var buffer = new byte[16 * 1024];
        await socket.ReceiveAsync(buffer.AsMemory(), default);
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0L; i < frames; i++) await socket.ReceiveAsync(buffer.AsMemory(), default);
        var rate = frames / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", default);
        await serving.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        return rate;
    }
}
