using Genesis.Simulations;

namespace Genesis.Tests.Conformance.Fixture;

/// <summary>The engines that a test runs on.</summary>
public enum EngineKind
{
    /// <summary>One simulated silo in virtual time.</summary>
    Simulation,

    /// <summary>A genuine cluster of two silos.</summary>
    Orleans,
}

/// <summary>Runs the body of a test on an engine.</summary>
public static class EngineKindExtensions
{
    private const long Seed = 1;

    /// <summary>Runs a test that starts its own engines.</summary>
    public static Task Run(this EngineKind on, Func<Task> body) => on.Run(static (_, _) => { }, body);

    /// <summary>Runs a test on the engine of a fixture.</summary>
    public static Task Run(this EngineKind on, EngineFixture fixture, Func<Task> body) => on.Run(fixture.Configure, body);

    private static async Task Run(this EngineKind on, Action<ISiloBuilder, DurableStores> configure, Func<Task> body)
    {
        if (on == EngineKind.Orleans)
        {
            await body();
            return;
        }
        var engine = TestEngine.Simulated(configure);
        try
        {
            Simulation.Run(
                Seed, engine.Configure, simulation =>
                    engine.Run(simulation, body), new SimulationOptions
                    {
                        LetCallsTimeOut = true,
                        ShutdownTimeout = TimeSpan.FromSeconds(5)
                    });
        }
        finally
        {
            TestEngine.Current = null;
        }
    }
}
