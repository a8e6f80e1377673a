using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Genesis.Tests.Doors.Fixture;

namespace Genesis.Tests.Doors.Peers;

/// <summary>A program that others have written the WebSocket part of, in a process of its own; it says what it sees, a JSON object a line.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;
    private readonly Channel<JsonElement> _said = Channel.CreateUnbounded<JsonElement>();

    public Peer(string program, params string[] arguments)
    {
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _ = Listen();
    }

    /// <summary>The folder of this project.</summary>
    public static string Folder { get; } = Path.Combine(Root(), "tests", "doors", "Peers");

    public static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Genesis.Orleans.sln"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    /// <summary>Whether a command ends with success.</summary>
    public static bool Works(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            return process.WaitForExit(TimeSpan.FromSeconds(10)) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>What it says next.</summary>
    public async Task<string> Next()
    {
        try
        {
            return (await _said.Reader.ReadAsync().AsTask().InTime()).GetRawText();
        }
        catch (Exception exception) when (exception is ChannelClosedException or TimeoutException)
        {
            var error = _process.HasExited ? await _process.StandardError.ReadToEndAsync() : "It is still running.";
            throw new InvalidOperationException($"It says nothing more. {error}", exception);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task Listen()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line) await _said.Writer.WriteAsync(JsonSerializer.Deserialize<JsonElement>(JsonSerializer.Serialize(JsonSerializer.Deserialize<object>(line))));
        _said.Writer.Complete();
    }
}
