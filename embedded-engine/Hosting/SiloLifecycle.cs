using Orleans.Runtime;

namespace Genesis.Embedded.Hosting;

/// <summary>The stages of the silo's start and stop.</summary>
internal sealed class SiloLifecycle : StagedLifecycle, ISiloLifecycle
{
    public int HighestCompletedStage => HighestStarted;

    public int LowestStoppedStage => LowestStopped;
}
