namespace Genesis.Client;

/// <summary>How long the console waits for what.</summary>
internal static class Patience
{
    public static readonly TimeSpan Connecting = TimeSpan.FromSeconds(5);

    /// <summary>Whoever presses Tab does not want to wait.</summary>
    public static readonly TimeSpan Completing = TimeSpan.FromSeconds(1);

    /// <summary>After Ctrl-C.</summary>
    public static readonly TimeSpan Ending = TimeSpan.FromSeconds(40);
}
