using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Genesis.Benchmarks.Doors;

/// <summary>
/// Sends the same request over many connections, one at a time on each, and measures how long each answer takes. On bare sockets: an HTTP client costs more than the servers that are measured.
/// </summary>
internal static class HttpLoad
{
    public static async Task<LoadResult> Run(IPEndPoint server, string path, string body, int connections, int requests)
    {
        var message = Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        var each = requests / connections;
        var sockets = new Socket[connections];
        for (var i = 0; i < connections; i++)
        {
            sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await sockets[i].ConnectAsync(server);
        }
        var times = new long[connections][];
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(sockets.Select((socket, index) => Task.Run(async () => times[index] = await Send(socket, message, each))));
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        foreach (var socket in sockets) socket.Dispose();
        var sorted = times.SelectMany(static one => one).Order().ToArray();
        return new(sorted.Length / elapsed.TotalSeconds, At(sorted, 0.5), At(sorted, 0.99));
    }

    private static async Task<long[]> Send(Socket socket, byte[] message, int requests)
    {
        var buffer = new byte[4096];
        var times = new long[requests];
        for (var i = 0; i < requests; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await socket.SendAsync(message);
            var received = 0;
            do
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(received));
                if (read == 0) throw new IOException("The server has closed the connection.");
                received += read;
            }
            while (!IsWhole(buffer.AsSpan(0, received)));
            times[i] = TimeProvider.System.GetTimestamp() - started;
        }
        return times;
    }

    // Every answer is a 200 of known length that ends with the closing brace of {"result":{…}}.
    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        if (!answer.StartsWith("HTTP/1.1 200"u8)) throw new IOException($"The server answered {Encoding.ASCII.GetString(answer)}.");
        return answer[(end + 4)..].EndsWith("}}"u8);
    }

    private static TimeSpan At(long[] sorted, double share) => TimeProvider.System.GetElapsedTime(0, sorted[(int)((sorted.Length - 1) * share)]);
}
