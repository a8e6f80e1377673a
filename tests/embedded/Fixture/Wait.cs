namespace Genesis.Tests.Embedded.Fixture;

/// <summary>Waits for a condition on the real clock; a failure says what was expected and what was seen.</summary>
public static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static Task Until(Func<bool> condition, string what) => ForEqual(true, condition, what);

    public static async Task ForEqual<T>(T expected, Func<T> look, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = look();
            if (EqualityComparer<T>.Default.Equals(expected, seen)) return;
            if (TimeProvider.System.GetElapsedTime(start) > Patience) throw new TimeoutException($"Waited {Patience.TotalSeconds} s for {what} to be {expected}; it is {seen}.");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }
}
