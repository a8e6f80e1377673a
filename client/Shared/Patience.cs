namespace Genesis.Client;

/// <summary>How long the console waits for what.</summary>
internal static class Patience
{
    /// <summary>For something that listens and does not answer; where nothing listens, that is known at once.</summary>
    public static readonly TimeSpan Connecting = TimeSpan.FromSeconds(10);

    /// <summary>Whoever presses Tab does not want to wait; connecting alone takes most of a second.</summary>
    public static readonly TimeSpan Completing = TimeSpan.FromSeconds(3);

    /// <summary>After Ctrl-C.</summary>
    public static readonly TimeSpan Ending = TimeSpan.FromSeconds(40);
}
