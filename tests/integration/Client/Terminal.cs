using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Genesis.Tests.Integration.Silo;

namespace Genesis.Tests.Integration.Client;

/// <summary>Runs the console in a terminal of its own: python's, since .NET has none.</summary>
internal static partial class Terminal
{
    // Passes everything on; sends a key when a text has appeared on the screen.
    private const string Script = """
        import fcntl, os, pty, select, struct, sys, termios, time
        width, height, text, key, program = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3].encode(), sys.argv[4].encode(), sys.argv[5:]
        pid, terminal = pty.fork()
        if pid == 0:
            os.environ["TERM"] = "xterm-256color"
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
            os.execv(program[0], program)
        seen, pressed, end = b"", False, time.time() + 15
        while time.time() < end:
            ready, _, _ = select.select([terminal], [], [], 0.1)
            if ready:
                try:
                    read = os.read(terminal, 65536)
                except OSError:
                    break
                if not read:
                    break
                seen += read
            if not pressed and text in seen:
                os.write(terminal, key)
                pressed = True
        _, status = os.waitpid(pid, 0 if time.time() < end else os.WNOHANG)
        sys.stdout.buffer.write(seen)
        sys.exit(os.waitstatus_to_exitcode(status))
        """;

    public static async Task<(int ExitCode, string Screen)> Run(int width, int height, string text, string key, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "/usr/bin/python3",
            ["-c", Script, width.ToString(CultureInfo.InvariantCulture), height.ToString(CultureInfo.InvariantCulture), text, key, SiloRun.ConsoleProgram, .. arguments])
        { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var screen = process.StandardOutput.ReadToEndAsync().InTime();
        await process.WaitForExitAsync().InTime();
        return (process.ExitCode, await screen);
    }

    /// <summary>A line without what steers the terminal.</summary>
    public static string Bare(string line) => Steering().Replace(line, "");

    [GeneratedRegex("\u001b\\[[?0-9;]*[A-Za-z]")]
    private static partial Regex Steering();
}
