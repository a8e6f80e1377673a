using Microsoft.Extensions.Configuration;

namespace Genesis.Silo.Replay;

/// <summary>Replays need the embedded engine.</summary>
internal static class ReplayJob
{
    public static int Run(Arguments arguments, IConfiguration configuration, TextWriter output)
    {
        _ = (arguments, configuration, output);
        Console.Error.WriteLine("--replay and --seed run in virtual time, which the Orleans engine does not have. Build with the embedded engine: leave out -p:GrainEngine=Orleans.");
        return ExitCode.BadConfiguration;
    }
}
