using Genesis.Simulations.Detection;
using Genesis.Simulations.Determinism;
using Genesis.Simulations.Grains;
using Genesis.Simulations.Hosting;
using Genesis.Simulations.Scheduling;
using Genesis.Simulations.Time;
using Microsoft.Extensions.Configuration;

namespace Genesis.Simulations;

/// <summary>
/// A silo and its clients on one thread, in virtual time, with an order of turns that follows from a seed. <see cref="Run(long,
/// Action{ISiloBuilder}, Func{Simulation, Task}, SimulationOptions?)"/> starts a silo, runs the body and stops the silo. The body gets this
/// object.
/// </summary>
public sealed class Simulation
{
    private readonly DeadlockReport _waits = new();
    private readonly SimulationLoop _loop;
    private readonly SimulationOptions _options;
    private readonly IConfiguration _configuration;
    private readonly Action<ISiloBuilder> _configure;
    private readonly SeededRandom _ids;
    private readonly LoopContext _body;
    private readonly List<SimulatedSilo> _killed = [];
    private SimulatedSilo? _silo;
    private IReadOnlyList<string> _pending = [];
    private int _silos;

    private Simulation(long seed, SimulationOptions options, Action<ISiloBuilder> configure)
    {
        (Seed, _options, _configure) = (seed, options, configure);
        _configuration = options.Configuration ?? new ConfigurationBuilder().Build();
        var limits = new LoopLimits(options.MaxSteps, options.MaxVirtualTime, options.LetCallsTimeOut, !options.ToleratePoolWork);
        _loop = new SimulationLoop(seed, options.Start, limits, options.ForeignWorkPatience, options.Trace) { Waits = _waits };
        _ids = new SeededRandom(seed, "ids");
        Random = new SeededRandom(seed, "random numbers");
        _body = new LoopContext(_loop, "the body");
        Time = new VirtualTimeProvider(_loop.Clock, _body, TimerKind.Work);
    }

    /// <summary>The seed of this run.</summary>
    public long Seed { get; }

    /// <summary>The grain factory of the silo that runs now. After a restart get the references anew.</summary>
    public IGrainFactory Grains => Running.Grains;

    /// <summary>The services of the silo that runs now.</summary>
    public IServiceProvider Services => Running.Services;

    /// <summary>Virtual time.</summary>
    public TimeProvider Time { get; }

    /// <summary>Virtual time since the start.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(_loop.Clock.Now);

    /// <summary>
    /// Random numbers that follow from the seed. Grains get the same object when they ask for a <see cref="System.Random"/>.
    /// </summary>
    public Random Random { get; }

    /// <summary>True while a silo runs.</summary>
    public bool IsSiloRunning => _silo is not null;

    private SimulatedSilo Running =>
        _silo ?? throw new InvalidOperationException("No silo runs: it was stopped or killed. Start one with StartSilo().");

    /// <summary>Runs a simulation on the calling thread until its body is done and its silo has stopped.</summary>
    /// <param name="seed">Decides the order of turns and timers, and the random numbers.</param>
    /// <param name="configure">Configures the silo, as with UseOrleans. Each start of a silo calls it again.</param>
    /// <param name="body">The actions and checks of the simulation.</param>
    /// <param name="options">Limits, trace and the like.</param>
    /// <exception cref="SimulationException">The body threw (see the inner exception), or the simulation deadlocked, passed a limit or was
    /// left by its code.</exception>
    public static SimulationReport Run(long seed, Action<ISiloBuilder> configure, Func<Simulation, Task> body,
        SimulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Run(seed, configure, RunBody, options);

        async Task<bool> RunBody(Simulation simulation)
        {
            await body(simulation);
            return true;
        }
    }

    /// <summary>Runs a simulation whose body returns something.</summary>
    /// <inheritdoc cref="Run(long, Action{ISiloBuilder}, Func{Simulation, Task}, SimulationOptions?)"/>
    public static SimulationReport<T> Run<T>(long seed, Action<ISiloBuilder> configure, Func<Simulation, Task<T>> body,
        SimulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(body);
        options ??= new SimulationOptions();
        options.Check();
        return SimulationThread.Run(() => new Simulation(seed, options, configure).Run(body));
    }

    /// <summary>Runs a simulation with one seed after the other until one fails. Gives its failure, or null when all went well.</summary>
    public static SimulationException? FirstFailure(
        IEnumerable<long> seeds, Action<ISiloBuilder> configure, Func<Simulation, Task> body, SimulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        foreach (var seed in seeds)
        {
            try
            {
                Run(seed, configure, body, options);
            }
            catch (SimulationException failure)
            {
                return failure;
            }
        }
        return null;
    }

    /// <summary>Lets virtual time pass.</summary>
    public Task Delay(TimeSpan time, CancellationToken cancellationToken = default) => Task.Delay(time, Time, cancellationToken);

    /// <summary>Makes an identity that follows from the seed.</summary>
    public Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _ids.NextBytes(bytes);
        return new Guid(bytes);
    }

    /// <summary>Starts a silo after the last one was stopped or killed.</summary>
    public async Task StartSilo()
    {
        if (_silo is not null) throw new InvalidOperationException("A silo runs already. Stop or kill it first, or call RestartSilo().");
        var silo = new SimulatedSilo(_loop, ++_silos, Random, _configuration, _configure);
        (_silo, _waits.Silo) = (silo, silo.Runtime);
        await silo.Start();
    }

    /// <summary>Stops the silo cleanly: running calls end and grains are deactivated.</summary>
    public async Task StopSilo()
    {
        var silo = Running;
        await silo.Stop(_options.ShutdownTimeout);
        silo.End();
        if (ReferenceEquals(_silo, silo)) (_silo, _waits.Silo) = (null, null);
    }

    /// <summary>
    /// Ends the silo as if its process had died at this instant: no grain is deactivated, no write under way completes, no timer fires.
    /// Calls of the body that are pending fail.
    /// </summary>
    public void KillSilo()
    {
        var silo = Running;
        (_silo, _waits.Silo) = (null, null);
        _killed.Add(silo);
        silo.Kill();
    }

    /// <summary>
    /// Stops the silo cleanly and starts another, configured the same way. State that shall outlive the silo must live outside it, in
    /// objects that the configuration closes over.
    /// </summary>
    public async Task RestartSilo()
    {
        await StopSilo();
        await StartSilo();
    }

    private SimulationReport<T> Run<T>(Func<Simulation, Task<T>> body)
    {
        try
        {
            var all = _body.Run(() => StartRunStop(body));
            _loop.RunUntil(all);
            return new SimulationReport<T>(all.GetAwaiter().GetResult(), Report());
        }
        catch (Exception exception)
        {
            throw FailureOf(exception);
        }
        finally
        {
            // After a failure the silo still stands.
            _silo?.Release();
            foreach (var silo in _killed) silo.Release();
        }
    }

    private async Task<T> StartRunStop<T>(Func<Simulation, Task<T>> body)
    {
        await StartSilo();
        var result = await body(this);
        _pending = _waits.Calls();
        if (_silo is not null) await StopSilo();
        return result;
    }

    private SimulationException FailureOf(Exception exception)
    {
        var report = Report();
        var place = $"The simulation with seed {report.Seed} failed in step {report.Steps} at virtual time {report.Elapsed:c}.";
        return exception switch
        {
            DeadlockFailure => new SimulationDeadlockException($"{place} {exception.Message}") { Report = report },
            LimitFailure => new SimulationLimitException($"{place} {exception.Message}") { Report = report },
            ForeignWorkFailure => new SimulationForeignWorkException($"{place} {exception.Message}") { Report = report },
            _ => new SimulationException(
                $"{place} {exception.GetType().Name}: {exception.Message} Run it with this seed again to repeat it.", exception)
            {
                Report =
                    report
            },
        };
    }

    private SimulationReport Report() => new(Seed, _loop.Trace.Hash, _loop.Steps, Elapsed, _pending);
}
