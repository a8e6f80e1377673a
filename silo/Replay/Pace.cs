namespace Genesis.Silo.Replay;

/// <summary>Holds a replay back to a speed, in real time. It holds the one thread of the simulation, which has nothing else to do meanwhile.</summary>
/// <param name="begins">The recorded time of the first frame.</param>
/// <param name="speed">How many times as fast as recorded.</param>
internal sealed class Pace(DateTimeOffset begins, double speed)
{
    private static readonly ManualResetEventSlim Never = new();

    private readonly long _started = TimeProvider.System.GetTimestamp();

    public void Hold(DateTimeOffset at)
    {
        var wait = ((at - begins) / speed) - TimeProvider.System.GetElapsedTime(_started);
        if (wait > TimeSpan.Zero) Never.Wait(wait);
    }
}
