namespace Genesis.Registry;

/// <summary>Starts many components, a bounded number at a time.</summary>
internal static class ComponentActivation
{
    /// <summary>So many are started at once.</summary>
    public const int AtOnce = 256;

    /// <summary>Starts all of them, those that run already too: that costs a call each. Ends when all have been called and have answered, or when the time is over.</summary>
    /// <returns>How many did not answer in time, or with an error; they go on starting if they can.</returns>
    public static async Task<int> StartAll(IReadOnlyList<IComponentGrain> components, TimeSpan patience, TimeProvider time)
    {
        var (next, failed) = (0, 0);
        var end = time.GetTimestamp() + (long)(patience.TotalSeconds * time.TimestampFrequency);
        var lanes = new Task[Math.Min(AtOnce, components.Count)];
        for (var i = 0; i < lanes.Length; i++) lanes[i] = Lane();
        await Task.WhenAll(lanes);
        return failed;

        // All lanes run on the scheduler of the caller or interlock what they share.
        async Task Lane()
        {
            while (Interlocked.Increment(ref next) - 1 is var mine && mine < components.Count)
            {
                var left = TimeSpan.FromSeconds((end - time.GetTimestamp()) / (double)time.TimestampFrequency);
                try
                {
                    var start = components[mine].Start();
                    if (!start.IsCompleted) await (left > TimeSpan.Zero ? start.WaitAsync(left, time) : throw new TimeoutException());
                }
                catch (Exception)
                {
                    // The component itself says why in its status and its log.
                    Interlocked.Increment(ref failed);
                }
            }
        }
    }
}
