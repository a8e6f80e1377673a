using System.Globalization;
using System.Text;
using System.Text.Json;
using Genesis.Doors;
using Genesis.Tests.Doors.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Doors.Sockets;

/// <summary>Many connections, some of them bad: the others see no gap and no delay.</summary>
public sealed class CrowdTests
{
    private const int Healthy = 1000;
    private const int Events = 300;
    private const long MostMemory = 400L * 1024 * 1024;

    [Fact]
    public async Task A_thousand_connections_see_everything_in_order_beside_five_bad_ones()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var host = await DoorHost.Start(
            static genesis =>
            {
                for (var i = 0; i < Healthy; i++) genesis.AddComponent<Sample>($"c{i}");
                for (var i = 0; i < 5; i++) genesis.AddComponent<Sample>($"bad{i}");
            },
            ("Genesis:Doors:Limits:UpgradedConnections", "1100"), ("Genesis:Doors:Sockets:WriteTimeout", "0:0:2"), ("Genesis:Doors:Sockets:BufferBytes", "4194304"));
        var sockets = await Task.WhenAll(Enumerable.Range(0, Healthy).Select(i => RawSocket.Connect(host.EndPoint, $"id=c{i}")));
        using var over = new CancellationTokenSource();
        using var deaf = await RawSocket.Connect(host.EndPoint, "id=bad0", receiveBuffer: 4096);
        using var garbage = await RawSocket.Connect(host.EndPoint, "id=bad1");
        using var slow = await RawSocket.Connect(host.EndPoint, "id=bad2");
        using var huge = await RawSocket.Connect(host.EndPoint, "id=bad3");
        using var pieces = await RawSocket.Connect(host.EndPoint, "id=bad4");
        Task[] bad = [Garbage(garbage), OneByteAtATime(slow, over.Token), Huge(huge), Pieces(pieces)];
        var reading = sockets.Select(socket => Task.Run(() => ReadNumbers(socket))).ToArray();

        var text = new string('x', 100);
        for (var i = 0; i < Events; i++)
        {
            await host.Bus.Tell("number", new { n = i, at = TimeProvider.System.GetTimestamp(), text }, "x");
            if (i % 10 == 9) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }
        var all = await Task.WhenAll(reading).InTime();
        foreach (var (numbers, _) in all) numbers.ShouldBe(Enumerable.Range(0, Events));
        TestContext.Current.TestOutputHelper?.WriteLine($"The slowest event took {all.Max(static one => one.Longest).TotalMilliseconds:F0} ms.");
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(MostMemory);

        await over.CancelAsync();
        await Task.WhenAll(bad).InTime();
        var door = host.Services.GetRequiredService<ISocketDoor>();
        door.GetStats().Encoded.ShouldBe(Events, "each event is encoded once");
        foreach (var socket in sockets) socket.Dispose();
    }

    [Fact]
    public async Task A_consumer_that_stays_slow_is_closed_with_1013()
    {
        await using var host = await DoorHost.Start(null, ("Genesis:Doors:Sockets:BufferEvents", "64"), ("Genesis:Doors:Sockets:WriteTimeout", "0:0:10"), ("Genesis:Doors:Sockets:CloseTimeout", "0:0:10"));
        using var deaf = await RawSocket.Connect(host.EndPoint, "id=sample&session=new", receiveBuffer: 4096);
        var door = host.Services.GetRequiredService<ISocketDoor>();
        var text = new string('x', 20_000);
        for (var i = 0; door.GetStats().SlowConsumers == 0; i++)
        {
            i.ShouldBeLessThan(20_000, "it should have been found out");
            await host.Bus.Tell("number", new { n = i, text }, "x");
            if (i % 32 == 31) await Eventually.True(() => door.GetStats().Encoded == i + 1, "the ring");
        }
        // What was on its way it still gets, and then the reason.
        var (status, reason) = await deaf.Closed();
        status.ShouldBe(1013);
        reason.ShouldBe("You read too slowly. Resume your session to get what is still there, or subscribe to less.");
    }

    [Fact]
    public async Task One_that_never_reads_is_cut_when_its_time_is_over()
    {
        await using var host = await DoorHost.Start(null, ("Genesis:Doors:Sockets:WriteTimeout", "0:0:0.5"), ("Genesis:Doors:Sockets:CloseTimeout", "0:0:0.5"));
        using var deaf = await RawSocket.Connect(host.EndPoint, "id=sample", receiveBuffer: 4096);
        var door = host.Services.GetRequiredService<ISocketDoor>();
        var text = new string('x', 100_000);
        for (var i = 0; i < 200; i++) await host.Bus.Tell("number", text, "x");
        await Eventually.True(() => door.GetStats() is { SlowConsumers: 1, Connections: 0 }, "the end of the slow one");
    }

    [Fact]
    public async Task Of_quotes_a_slow_consumer_gets_the_latest_of_each_symbol()
    {
        await using var host = await DoorHost.Start();
        using var slow = await RawSocket.Connect(host.EndPoint, "id=sample&types=quote&broadcasts=false", receiveBuffer: 4096);
        var door = host.Services.GetRequiredService<ISocketDoor>();
        var text = new string('x', 2000);
        const int Quotes = 4000;
        for (var i = 0; i < Quotes; i++)
        {
            await host.Bus.Tell("quote", new { symbol = i % 2, n = i, text }, "x", new TellOptions { Origin = EventOrigin.Exchange, Key = $"s{i % 2}" });
            if (i % 100 == 99) await Eventually.True(async () => (await host.Services.GetRequiredService<IEventRuntime>().ReadLedger()).Rows.Where(static row => row.Type == "quote").All(static row => row.Queued == 0), "the ring");
        }
        Dictionary<int, int> last = [];
        var frames = 0;
        while (last.GetValueOrDefault(0) != Quotes - 2 || last.GetValueOrDefault(1) != Quotes - 1)
        {
            var data = (await slow.Json()).GetProperty("data");
            var (symbol, n) = (data.GetProperty("symbol").GetInt32(), data.GetProperty("n").GetInt32());
            n.ShouldBeGreaterThan(last.GetValueOrDefault(symbol, -1), "never an older one after a newer one");
            last[symbol] = n;
            frames++;
        }
        frames.ShouldBeLessThan(Quotes);
        var stats = door.GetStats();
        stats.Conflated.ShouldBe(stats.Encoded - frames);
        stats.ConflationFactor.ShouldBeGreaterThan(1);
        stats.SlowConsumers.ShouldBe(0);
    }

    [Fact]
    public async Task Compressed_frames_are_made_once_and_inflate_to_the_plain_ones()
    {
        await using var host = await DoorHost.Start(static genesis => genesis.AddComponent<Sample>("a").AddComponent<Sample>("b").AddComponent<Sample>("c"));
        const string Offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
        using var plain = await RawSocket.Connect(host.EndPoint, "id=sample");
        using var first = await RawSocket.Connect(host.EndPoint, "id=a", Offer);
        using var second = await RawSocket.Connect(host.EndPoint, "id=b", Offer);
        using var narrow = await RawSocket.Connect(host.EndPoint, "id=c", "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=9\r\n");
        plain.Head.ShouldNotContain("permessage-deflate");
        first.Head.ShouldContain("server_no_context_takeover");
        first.Head.ShouldContain("client_no_context_takeover");
        var numbers = Enumerable.Range(0, 500).ToArray();
        await host.Bus.Tell("numbers", numbers, "x");
        await host.Bus.Tell("small", 1, "x");
        var expected = await Two(plain);
        (await Two(first)).Select(static frame => frame.Text).ShouldBe(expected.Select(static frame => frame.Text));
        (await Two(second)).Select(static frame => frame.Text).ShouldBe(expected.Select(static frame => frame.Text));
        var own = await Two(narrow);
        own.Select(static frame => frame.Text).ShouldBe(expected.Select(static frame => frame.Text));
        own.ShouldAllBe(static frame => !frame.Compressed, "its window is too small for what all others get");
        var stats = host.Services.GetRequiredService<ISocketDoor>().GetStats();
        (stats.CompressedFrom > 1500, stats.CompressionRatio > 2).ShouldBe((true, true), stats.ToString());

        // Compressed messages come in as well.
        var message = Wire(Encoding.UTF8.GetBytes($$"""{"type":"hello","data":"{{new string('a', 500)}}"}"""));
        await first.Frame(0x1, message, reserved: 4);
        await Eventually.True(async () => (await host.Bus.Ask("a", "told")).As<string[]>().Length == 1, "the message");
    }

    [Fact]
    public async Task What_the_door_itself_could_not_take_is_told()
    {
        await using var host = await DoorHost.Start();
        using var socket = await RawSocket.Connect(host.EndPoint, "id=sample");
        // Quickly told, slowly written as JSON.
        var numbers = System.Collections.Immutable.ImmutableArray.CreateRange(Enumerable.Range(0, 200));
        const int Told = 30_000;
        for (var i = 0; i < Told; i++) await host.Bus.Tell("numbers", numbers, "x");
        long got = 0, lost = 0;
        while (got + lost < Told)
        {
            var frame = await socket.Json();
            if (!frame.TryGetProperty("op", out var op)) got++;
            else
            {
                op.GetString().ShouldBe("gap");
                lost += frame.GetProperty("lost").GetInt64();
            }
        }
        (got + lost).ShouldBe(Told);
        lost.ShouldBeGreaterThan(0);
    }

    private static byte[] Wire(byte[] data)
    {
        using var output = new MemoryStream();
        using var deflate = new System.IO.Compression.DeflateStream(output, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true);
        deflate.Write(data);
        deflate.Flush();
        return output.ToArray()[..^4];
    }

    private static async Task<RawSocket.Received[]> Two(RawSocket socket) => [(await socket.Read())!, (await socket.Read())!];

    private static async Task<(int[] Numbers, TimeSpan Longest)> ReadNumbers(RawSocket socket)
    {
        var numbers = new int[Events];
        var longest = TimeSpan.Zero;
        // Plain and quick: there are a thousand of them.
        var reader = System.IO.Pipelines.PipeReader.Create(socket.Stream);
        for (var i = 0; i < Events; i++)
        {
            var data = (await NextMessage(reader)).GetProperty("data");
            numbers[i] = data.GetProperty("n").GetInt32();
            var took = TimeProvider.System.GetElapsedTime(data.GetProperty("at").GetInt64());
            if (took > longest) longest = took;
        }
        return (numbers, longest);
    }

    private static async Task<JsonElement> NextMessage(System.IO.Pipelines.PipeReader reader)
    {
        while (true)
        {
            var buffer = (await reader.ReadAsync()).Buffer;
            var bytes = System.Buffers.BuffersExtensions.ToArray(buffer.Slice(0, Math.Min(4, buffer.Length)));
            var (header, length) = bytes.Length < 4 ? (0, 0) : bytes[1] == 126 ? (4, (bytes[2] << 8) | bytes[3]) : (2, bytes[1]);
            if (header > 0 && buffer.Length >= header + length)
            {
                var message = buffer.Slice(header, length);
                using var document = JsonDocument.Parse(message);
                var root = document.RootElement.Clone();
                reader.AdvanceTo(message.End);
                return root;
            }
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static async Task Garbage(RawSocket socket)
    {
        var noise = new byte[4096];
        new Random(5).NextBytes(noise);
        noise[0] = 0x81;
        try
        {
            while (true) await socket.Raw(noise);
        }
        catch (IOException)
        {
            // The door has had enough.
        }
    }

    private static async Task OneByteAtATime(RawSocket socket, CancellationToken over)
    {
        var message = RawSocket.Encode(0x1, Encoding.UTF8.GetBytes($$"""{"type":"hello","data":"{{new string('x', 1000)}}"}"""));
        for (var i = 0; i < message.Length && !over.IsCancellationRequested; i++)
        {
            await socket.Raw([message[i]]);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task Huge(RawSocket socket)
    {
        const long Length = 100L * 1024 * 1024;
        var closed = socket.Closed();
        try
        {
            await socket.Raw(RawSocket.Encode(0x1, [], length: Length));
            var block = new byte[64 * 1024];
            Array.Fill(block, (byte)(0x37 ^ 'x'));
            for (long sent = 0; sent < Length; sent += block.Length) await socket.Raw(block);
        }
        catch (IOException)
        {
            // It has been closed.
        }
        try
        {
            (await closed).Status.ShouldBeOneOf(1007, 1009);
        }
        catch (IOException)
        {
            // Whoever goes on sending may be reset before it has read the close frame.
        }
    }

    private static async Task Pieces(RawSocket socket)
    {
        var message = """{"op":"request","target":"bad4","type":"source","id":1}"""u8.ToArray();
        for (var i = 0; i < message.Length; i++)
        {
            await socket.Frame(i == 0 ? 0x1 : 0x0, message.AsSpan(i, 1), fin: i == message.Length - 1);
            if (i % 10 == 0) await socket.Frame(0x9, Encoding.ASCII.GetBytes(i.ToString(CultureInfo.InvariantCulture)));
        }
        while (true)
        {
            var json = await socket.Json();
            if (json.TryGetProperty("op", out _))
            {
                json.GetProperty("result").GetString().ShouldBe("bad4");
                return;
            }
        }
    }
}
