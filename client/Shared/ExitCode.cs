namespace Genesis.Client;

/// <summary>How the console ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It reached a silo, and what was wanted was not done.</summary>
    public const int Failed = 1;

    public const int Usage = 2;

    public const int NoSilo = 3;
}
