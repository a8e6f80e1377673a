using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Genesis.Tests.Integration.Silo;

/// <summary>The silo program in a process and a folder of its own.</summary>
internal sealed class SiloRun : IAsyncDisposable
{
    private const string Env = "/usr/bin/env";

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private SiloRun(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(_error, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => Read(_output);

    public string Error => Read(_error);

    public int Id => _process.Id;

    /// <summary>Starts it in a folder, whose appsettings.json holds.</summary>
    public static SiloRun Start(string folder, params string[] arguments) => Start(Program("silo", "Genesis.Silo"), folder, arguments);

    /// <summary>The console's program.</summary>
    public static string ConsoleProgram => Path.GetFullPath(Program("client", "genesis"));

    /// <summary>Starts the console.</summary>
    public static SiloRun StartConsole(params string[] arguments) => Start(ConsoleProgram, AppContext.BaseDirectory, arguments);

    /// <summary>For consoles that are to wait for a silo however busy the machine is.</summary>
    public static string ConnectTimeout => $"--connect-timeout={Eventually.Patience.TotalSeconds:0}s";

    /// <summary>Runs the console to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> Console(params string[] arguments)
    {
        await using var console = StartConsole(arguments);
        var exitCode = await console.Ended();
        return (exitCode, console.Output, console.Error);
    }

    /// <summary>Waits for a text in its output.</summary>
    public Task Says(string text) => Eventually.True(
        () => Output.Contains(text, StringComparison.Ordinal) ? true : _process.HasExited ? throw new InvalidOperationException($"It has ended without saying '{text}': {Output} {Error}") : false,
        $"'{text}'");

    /// <param name="limit">How long it may take; the usual time when left out.</param>
    public async Task<int> Ended(TimeSpan? limit = null)
    {
        await _process.WaitForExitAsync().WaitAsync(limit ?? Eventually.Patience, TimeProvider.System);
        return _process.ExitCode;
    }

    /// <summary>Writes all of its standard input.</summary>
    public async Task Write(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        _process.StandardInput.Close();
    }

    /// <summary>Asks it to stop, as Ctrl-C (INT) or a service manager (TERM) does.</summary>
    public async Task<int> Stop(string signal = "TERM")
    {
        using var kill = Process.Start("kill", ["-" + signal, Id.ToString(null as IFormatProvider)]);
        await kill.WaitForExitAsync().InTime();
        return await Ended();
    }

    public async Task Kill()
    {
        _process.Kill();
        await Ended();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await Kill();
        _process.Dispose();
    }

    private static SiloRun Start(string program, string folder, string[] arguments)
    {
        // Signals that this process ignores, for it was started by nohup or in the background of a script, would be ignored by that one too.
        if (File.Exists(Env)) (program, arguments) = (Env, ["--default-signal=INT,TERM,QUIT,HUP", program, .. arguments]);
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        return new SiloRun(new Process { StartInfo = start });
    }

    private static string Program(string room, string name)
    {
        var programs = typeof(SiloRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static one => one.Key == "Programs").Value!;
        return string.Format(null, programs, room, OperatingSystem.IsWindows() ? name + ".exe" : name);
    }

    private static void Add(StringBuilder text, string? line)
    {
        lock (text)
            if (line is not null) text.AppendLine(line);
    }

    private static string Read(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}
