using Genesis.Simulations;

namespace Genesis.TestKit;

/// <summary>
/// Runs one component on the real runtime, alone, on one thread and in virtual time: its asks go to others that the test scripts, what it tells is
/// written down, and a day passes in no time. The same seed gives the same run.
/// </summary>
/// <example>
/// <code>
/// ComponentTest.Run&lt;Counter&gt;(async kit =>
/// {
///     var outcome = await kit.Ask("add", 2);
///     outcome.As&lt;int&gt;().ShouldBe(2);
/// });
/// </code>
/// </example>
public static class ComponentTest
{
    /// <summary>Starts a component as it is by default and runs the test.</summary>
    /// <param name="test">What is done and checked.</param>
    /// <returns>What happened; its trace hash is the same for the same seed and code.</returns>
    /// <exception cref="SimulationException">The test threw (see the inner exception), or nothing could go on.</exception>
    public static SimulationReport Run<T>(Func<ComponentKit, Task> test)
        where T : Component => Run<T>(new ComponentTestOptions(), test);

    /// <summary>Starts a component and runs the test.</summary>
    /// <param name="options">The component's settings, policies and state, and the seed.</param>
    /// <param name="test">What is done and checked.</param>
    /// <inheritdoc cref="Run{T}(Func{ComponentKit, Task})"/>
    public static SimulationReport Run<T>(ComponentTestOptions options, Func<ComponentKit, Task> test)
        where T : Component
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(test);
        using var kit = new ComponentKit(options, typeof(T));
        return Simulation.Run(
            options.Seed, kit.Configure,
            async simulation =>
            {
                kit.Begin(simulation);
                await test(kit);
            },
            new SimulationOptions { Start = options.Start, Configuration = kit.Configuration });
    }
}
