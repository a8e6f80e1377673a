using System.Diagnostics;

namespace Genesis.Benchmarks.Calls;

/// <summary>From process start to the answer of the first ask, in a process of its own.</summary>
internal static class StartFigure
{
    public static async Task Add(Report report, int rounds)
    {
        var times = new List<double>();
        for (var i = 0; i < rounds; i++)
        {
            using var child = ChildProcess.Start("start-once");
            var line = await child.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The started process said nothing.");
            times.Add(double.Parse(line, System.Globalization.CultureInfo.InvariantCulture));
            await child.WaitForExitAsync();
        }
        report.Add("start", Measure.Median(times), "ms", "building the host to the first answered ask");
    }

    /// <summary>Runs in the child: prints the milliseconds.</summary>
    public static async Task<int> Once()
    {
        var started = TimeProvider.System.GetTimestamp();
        await using var host = await EchoHost.Start();
        if (await host.Bus.Ask("echo-0", "echo") is { IsOk: false } outcome) throw new InvalidOperationException(outcome.Sentence);
        Console.WriteLine(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    }
}

/// <summary>This program once more, with other arguments.</summary>
internal static class ChildProcess
{
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
