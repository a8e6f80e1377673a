using System.Text;

namespace Genesis.Client;

/// <summary>
/// The whole terminal, for as long as this lives: on the alternate screen, so that what was there before comes back. Each drawing is one write, begins at the top and clears only what
/// it does not overwrite, so that nothing flickers.
/// </summary>
internal sealed class TopScreen : IDisposable
{
    private const string Enter = "\e[?1049h\e[?25l\e[?7l";

    // The two in the middle take back what .NET does to the keys of a terminal that it reads.
    private const string Leave = "\e[?7h\e[?25h\e[?1l\e>\e[?1049l";

    // Terminals that know them draw what is between the two at once; others pass over them.
    private const string BeginFrame = "\e[?2026h\e[H";
    private const string EndFrame = "\e[0m\e[J\e[?2026l";
    private const string EndLine = "\e[0m\e[K";

    private readonly bool _hasKeys = !Console.IsInputRedirected;
    private readonly Stream _output = Console.OpenStandardOutput();
    private bool _left;

    public TopScreen()
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        // What is drawn first is laid out for the terminal as it is, too.
        Measure();
        Write(Enter);
    }

    /// <summary>Whether there is a terminal that can be drawn on.</summary>
    public static bool IsPossible => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or null or "");

    public int Width { get; private set; } = 80;

    public int Height { get; private set; } = 24;

    /// <summary>Draws lines, as many as there is room for.</summary>
    public void Draw(IReadOnlyList<string> lines)
    {
        Measure();
        var frame = new StringBuilder(BeginFrame);
        for (var i = 0; i < Math.Min(lines.Count, Height); i++)
        {
            if (i > 0) frame.Append("\r\n");
            frame.Append(lines[i]).Append(EndLine);
        }
        Write(frame.Append(EndFrame).ToString());
    }

    /// <summary>Waits for a key; null when none came, or the terminal has another size now.</summary>
    public async Task<char?> Key(TimeSpan period, TimeSpan step, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested && TimeProvider.System.GetElapsedTime(start) < period)
        {
            if (_hasKeys && Console.KeyAvailable) return Console.ReadKey(intercept: true).KeyChar;
            if (Measure()) return null;
            await Task.Delay(step, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return null;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        OnExit(null, EventArgs.Empty);
        _output.Dispose();
    }

    private void OnExit(object? sender, EventArgs arguments)
    {
        if (_left) return;
        _left = true;
        Write(Leave);
    }

    private bool Measure()
    {
        var (width, height) = (Console.WindowWidth, Console.WindowHeight);
        // A terminal that does not know its size says 0.
        if (width <= 0 || height <= 0) (width, height) = (80, 24);
        var changed = (width, height) != (Width, Height);
        (Width, Height) = (width, height);
        return changed;
    }

    private void Write(string text)
    {
        _output.Write(Encoding.UTF8.GetBytes(text));
        _output.Flush();
    }
}
