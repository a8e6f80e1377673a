using FsCheck.Fluent;
using Genesis.Doors;
using Genesis.Tests.Doors.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Doors.Sockets;

/// <summary>Whatever a client sends: an error frame or a proper close, never a hang, and the door goes on for the others.</summary>
public sealed class FuzzTests
{
    private const int Cases = 3000;
    private const int FramesOfConnection = 4;
    private const int NoClose = 1006;

    [Fact]
    public async Task Frames_of_any_kind_end_well()
    {
        await using var host = await DoorHost.Start(
            static genesis => genesis.AddComponent<Sample>("other"), ("Genesis:Doors:Sockets:MaxBadMessages", "1000000"), ("Genesis:Doors:Limits:BodyBytes", "50000"), ("Genesis:Doors:Sockets:CloseTimeout", "0:0:0.3"));
        using var healthy = await RawSocket.Connect(host.EndPoint, "id=other&broadcasts=false");
        var samples = Fuzz.Frames.Sample(Cases).Chunk(FramesOfConnection).ToArray();
        var ends = new Dictionary<int, int>();
        foreach (var frames in samples)
        {
            var end = await Play(host, frames);
            ends[end] = ends.GetValueOrDefault(end) + 1;
        }
        ends.Keys.ShouldBeSubsetOf([1000, 1001, 1002, 1003, 1005, NoClose, 1007, 1008, 1009, .. ends.Keys.Where(static code => code >= 3000)]);
        ends.Count.ShouldBeGreaterThan(3, string.Join(", ", ends));
        await healthy.Send("""{"op":"request","target":"sample","type":"source","id":1}""");
        (await healthy.Json()).GetProperty("result").GetString().ShouldBe("other");
        await Eventually.True(() => host.Services.GetRequiredService<ISocketDoor>().GetStats().Connections == 1, "the end of all others");
        host.Logs.All.ShouldNotContain(static line => line.StartsWith("Error Genesis.Doors", StringComparison.Ordinal) || line.Contains("Unhandled", StringComparison.Ordinal));
    }

    /// <summary>Sends frames and a close at the end; what the door makes of it is its close code.</summary>
    private static async Task<int> Play(DoorHost host, (byte[] Bytes, bool IsWhole)[] frames)
    {
        using var socket = await RawSocket.Connect(host.EndPoint, "id=sample");
        var reading = ReadToClose(socket);
        try
        {
            foreach (var (bytes, _) in frames) await socket.Raw(bytes);
            await socket.Frame(0x8, [0x03, 0xE8]);
            // In the middle of a frame that was said to be longer, that is no close: there the door waits for more, as it must.
            if (!frames.All(static frame => frame.IsWhole)) socket.Stream.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        }
        catch (IOException)
        {
            // The door has had enough.
        }
        var end = await reading.InTime();
        if (frames.All(static frame => frame.IsWhole)) end.ShouldNotBe(NoClose, string.Join(" ", frames.Select(static frame => Convert.ToHexString(frame.Bytes))));
        return end;
    }

    private static async Task<int> ReadToClose(RawSocket socket)
    {
        while (await socket.Read() is { } frame)
        {
            if (frame.Opcode == 0x8) return frame.Close.Status;
            frame.Opcode.ShouldBeOneOf(0x1, 0x9, 0xA);
            if (frame.Opcode == 0x1) frame.Json.ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);
        }
        return NoClose;
    }
}
