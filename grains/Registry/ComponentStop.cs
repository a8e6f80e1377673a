namespace Genesis.Registry;

/// <summary>
/// Stops the components of a silo that stops, while grains can still be called and before the engine waits for calls under way: a handler that goes on and on would hold it for as long as
/// its deadline.
/// </summary>
internal static class ComponentStop
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <param name="local">The components.</param>
    /// <param name="inFlight">Asks of this process.</param>
    /// <param name="step">How long asks under way may take, and each step of stopping a component.</param>
    /// <param name="time">The clock.</param>
    public static async Task StopAll(LocalComponents local, InFlight inFlight, TimeSpan step, TimeProvider time)
    {
        // What is being answered may need components that would not answer any more.
        var began = time.GetTimestamp();
        while (inFlight.Count > 0 && time.GetElapsedTime(began) < step) await Task.Delay(Interval, time);
        List<ComponentCell> cells = [];
        local.CopyTo(cells);
        await Task.WhenAll(cells.Select(cell => Stop(cell, step * 4, time)));
    }

    private static async Task Stop(ComponentCell cell, TimeSpan patience, TimeProvider time)
    {
        try
        {
            var stopping = Task.CompletedTask;
            await cell.OnTurn(cell => stopping = cell.Life.Stop("The silo stops.")).WaitAsync(patience, time);
            await stopping.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            // It blocks its thread; the engine ends it.
        }
    }
}
