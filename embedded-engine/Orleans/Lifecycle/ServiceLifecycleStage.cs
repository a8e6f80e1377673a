namespace Orleans;

/// <summary>The stages of a silo's or client's life. Others may be put between.</summary>
public static class ServiceLifecycleStage
{
    /// <summary>Before all others.</summary>
    public const int First = int.MinValue;

    /// <summary>The engine itself.</summary>
    public const int RuntimeInitialize = 2000;

    /// <summary>The engine's services.</summary>
    public const int RuntimeServices = 4000;

    /// <summary>Storage.</summary>
    public const int RuntimeStorageServices = 6000;

    /// <summary>Services in the form of grains.</summary>
    public const int RuntimeGrainServices = 8000;

    /// <summary>What needs those.</summary>
    public const int AfterRuntimeGrainServices = 8100;

    /// <summary>The application's services.</summary>
    public const int ApplicationServices = 10000;

    /// <summary>When stopping: activations are deactivated.</summary>
    public const int GrainDeactivation = BecomeActive - 1;

    /// <summary>When stopping: the grain directory ends.</summary>
    public const int GrainDirectoryShutdown = GrainDeactivation - 1;

    /// <summary>The silo checks that it can be reached.</summary>
    public const int ValidateInitialConnectivity = Active - 100;

    /// <summary>The silo starts to take calls.</summary>
    public const int BecomeActive = Active - 1;

    /// <summary>The silo takes calls; startup tasks run.</summary>
    public const int Active = 20000;

    /// <summary>After all others.</summary>
    public const int Last = int.MaxValue;
}
