using Genesis.Tests.Integration.Components;
using Genesis.Tests.Integration.Hosting;
using Genesis.Tests.Integration.Storage;
using Genesis.Tests.Integration.Trading;
using Xunit.MicrosoftTestingPlatform;

namespace Genesis.Tests.Integration;

/// <summary>Runs the tests; or, started again by one of them, is the other process.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        // Inherited by the programs that the tests start. They live for a second or two, and a third of that pays for memory that is either writable or executable,
        // and for measuring what to optimise later.
        Environment.SetEnvironmentVariable("DOTNET_EnableWriteXorExecute", "0");
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
        return Run(args);
    }

    private static Task<int> Run(string[] args) => args switch
    {
        [KeptProcess.Argument, var directory, var life] => KeptProcess.Run(directory, long.Parse(life, null)),
        [FormerProcess.Argument, var folder] => FormerProcess.Run(folder),
        [WriterProcess.Argument, var directory] => WriterProcess.Run(directory),
        [OrderProcess.Argument, var directory, var life] => OrderProcess.Run(directory, long.Parse(life, null)),
        [StrayProcess.Argument, var who] => StrayProcess.Run(who),
        _ => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };
}
