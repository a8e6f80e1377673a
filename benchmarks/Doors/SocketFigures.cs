using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Genesis.Benchmarks.Components;
using Genesis.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Genesis.Benchmarks.Doors;

/// <summary>Events of one type to many sockets, beside a bare ASP.NET Core broadcast of the same server; and what an idle connection costs.</summary>
internal static class SocketFigures
{
    private const int MostSockets = 1000;
    private const int Window = 8192;
    private const int Batch = 32;
    private static readonly Quote Sample = new("BTC-USDT", 64_000.5m, 64_000.6m, 0.25m, 0.5m, "binance");

    /// <summary>What is told: about 100 bytes of JSON.</summary>
    internal sealed record Quote(string Symbol, decimal Bid, decimal Ask, decimal BidSize, decimal AskSize, string Venue);

    public static async Task Add(Report report, int rounds, bool quick)
    {
        await using var bare = await Bare();
        await using var door = await Door();
        foreach (var sockets in (int[])[100, MostSockets])
        {
            var events = (quick ? 200_000 : 2_000_000) / sockets;
            var (plain, own, deflated) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = -1; round < rounds; round++)
            {
                // They take turns, so that what else the machine does hits all alike.
                var one = await Deliveries(bare.Address, sockets, events / 4, compression: false, bare.Broadcast, () => 0);
                var two = await Deliveries(door.Address, sockets, events, compression: false, door.Tell, door.Encoded);
                var three = await Deliveries(door.Address, sockets, events, compression: true, door.Tell, door.Encoded);
                if (round < 0) continue;
                plain.Add(one.PerSecond);
                own.Add(two.PerSecond);
                deflated.Add(three.PerSecond);
                if (round == 0) report.Add($"sockets-{sockets}-encodings", two.Encodings / (double)events, "encodings/event", "each event is encoded once");
            }
            report.Add($"sockets-{sockets}-bare", Measure.Median(plain), "deliveries/s", "WebSocket.SendAsync to each, frames made once");
            report.Add($"sockets-{sockets}", Measure.Median(own), "deliveries/s", sockets == 100 ? "" : "aim: at least 512,000");
            report.Add($"sockets-{sockets}-deflate", Measure.Median(deflated), "deliveries/s", "with permessage-deflate, each event compressed once");
            report.Add($"sockets-{sockets}-over-bare", Measure.Median(own.Zip(plain, static (door, bare) => door / bare)), "times");
        }
        report.Add("sockets-idle-bare", await Idle(bare.Address, compression: false), "bytes/connection", "managed memory, both ends");
        report.Add("sockets-idle", await Idle(door.Address, compression: false), "bytes/connection", "the same; aim: under 20 KB");
        report.Add("sockets-idle-deflate", await Idle(door.Address, compression: true), "bytes/connection", "with permessage-deflate");
    }

    private static async Task<(double PerSecond, long Encodings)> Deliveries(IPEndPoint server, int sockets, int events, bool compression, Func<Task> tell, Func<long> encoded)
    {
        using var readers = await SocketReaders.Connect(server, sockets, Path, compression);
        readers.Start();
        var before = encoded();
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < events; i++)
        {
            await tell();
            // Never so far ahead that somebody could lose something.
            if (i % Batch == 0)
                while (i - readers.Least > Window) await Task.Yield();
        }
        while (readers.Least < events)
        {
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMinutes(2)) throw new TimeoutException($"{readers.Least} of {events} events came.");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        return ((double)events * sockets / elapsed.TotalSeconds, encoded() - before);
    }

    private static async Task<double> Idle(IPEndPoint server, bool compression)
    {
        using (await SocketReaders.Connect(server, 10, Path, compression)) { }
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var readers = await SocketReaders.Connect(server, MostSockets, Path, compression);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        return (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)MostSockets;
    }

    private static string Path(int index) => $"/ws?id=c{index}";

    private static async Task<BareServer> Bare()
    {
        var builder = Builder();
        builder.WebHost.ConfigureKestrel(static server => server.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseWebSockets();
        var sockets = new ConcurrentDictionary<WebSocket, bool>();
        app.Map("/ws", async (HttpContext context) =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            sockets[socket] = true;
            try
            {
                await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            }
            catch (WebSocketException)
            {
                // Gone without a word, as all of them here.
            }
            sockets.TryRemove(socket, out _);
        });
        await app.StartAsync();
        return new(app, sockets);
    }

    private static async Task<DoorServer> Door()
    {
        var builder = Builder();
        builder.Configuration.AddInMemoryCollection([new("Genesis:Doors:Address", "http://127.0.0.1:0"), new("Genesis:Doors:Limits:UpgradedConnections", "2000"), new("Genesis:Doors:Sockets:CompressFrom", "64"), new("Genesis:Telemetry:Prometheus", "false")]);
        builder.AddGenesis(static genesis =>
        {
            genesis.UseMemory();
            for (var i = 0; i < MostSockets; i++) genesis.AddComponent<EchoComponent>($"c{i}");
        });
        builder.AddGenesisDoors();
        var app = builder.Build();
        app.MapGenesis();
        await app.StartAsync();
        return new(app);
    }

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        return builder;
    }

    private static IPEndPoint AddressOf(WebApplication app) => new(IPAddress.Loopback, new Uri(app.Urls.First()).Port);

    private sealed class BareServer(WebApplication app, ConcurrentDictionary<WebSocket, bool> sockets) : IAsyncDisposable
    {
        private readonly byte[] _message = Encoding.UTF8.GetBytes("""{"type":"tick","data":{"symbol":"BTC-USDT","bid":64000.5,"ask":64000.6,"bidSize":0.25,"askSize":0.5,"venue":"binance"},"source":"bench","seq":123456}""");

        public IPEndPoint Address => AddressOf(app);

        public async Task Broadcast()
        {
            foreach (var (socket, _) in sockets)
            {
                try
                {
                    await socket.SendAsync(_message, WebSocketMessageType.Text, true, CancellationToken.None);
                }
                catch (WebSocketException)
                {
                    // One of the round before, about to go.
                }
            }
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }

    private sealed class DoorServer(WebApplication app) : IAsyncDisposable
    {
        private readonly IComponentBus _bus = app.Services.GetRequiredService<IComponentBus>();
        private readonly ISocketDoor _door = app.Services.GetRequiredService<ISocketDoor>();

        public IPEndPoint Address => AddressOf(app);

        public async Task Tell() => await _bus.Tell("tick", Sample, "bench");

        public long Encoded() => _door.GetStats().Encoded;

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
