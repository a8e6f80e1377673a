namespace Genesis.Silo;

/// <summary>How the host process ends.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int BadConfiguration = 2;
    public const int CouldNotStart = 3;
}
