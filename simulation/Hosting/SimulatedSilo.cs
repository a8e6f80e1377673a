using Genesis.Simulations.Grains;
using Genesis.Simulations.Scheduling;
using Genesis.Simulations.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Simulations.Hosting;

/// <summary>One life of a silo in a simulation, from its start to its stop or its kill.</summary>
internal sealed class SimulatedSilo
{
    private readonly SimulationLoop _loop;
    private readonly LoopContext _context;
    private readonly VirtualTimeProvider _time;
    private readonly SiloRuntime _silo;
    private readonly SiloHost _host;
    private readonly ServiceProvider _services;

    public SimulatedSilo(SimulationLoop loop, int number, Random random, IConfiguration configuration, Action<ISiloBuilder> configure)
    {
        _loop = loop;
        _context = new LoopContext(loop, $"silo {number}");
        _time = new VirtualTimeProvider(loop.Clock, _context, TimerKind.Work);
        _silo = new SiloRuntime(loop, _context, _time);
        _host = new SiloHost(_silo);
        _services = SiloServices.Build(_silo, random, configuration, configure);
        _silo.Services = _services;
        if (!ReferenceEquals(_services.GetRequiredService<TimeProvider>(), _time))
            throw new InvalidOperationException(
                "The silo's configuration registers a TimeProvider of its own. In a simulation the clock is the simulation's: leave "
                    + "that registration out.");
        Grains = _services.GetRequiredService<IGrainFactory>();
    }

    public SiloRuntime Runtime => _silo;

    public IServiceProvider Services => _services;

    public IGrainFactory Grains { get; }

    public Task Start() => _context.Run(_host.Start);

    /// <summary>Stops the silo cleanly: running calls end, grains are deactivated, services are disposed of.</summary>
    public Task Stop(TimeSpan timeout) => _context.Run(async () =>
    {
        using var limit = new CancellationTokenSource(timeout, _time);
        await _host.Stop(limit.Token);
        await _services.DisposeAsync();
    });

    /// <summary>Ends the process of the silo after its stop. Work that its code left behind never runs.</summary>
    public void End()
    {
        _silo.State = SiloState.Stopped;
        _context.Kill();
        _loop.Remove(_context);
    }

    /// <summary>
    /// Ends the silo as if its process had died. Nothing of the silo runs any more, and callers outside learn that the silo is gone.
    /// </summary>
    public void Kill()
    {
        var calls = _silo.Pending.All.Where(static call => call.Caller is null).ToList();
        End();
        foreach (var call in calls)
            using (_silo.Complete())
                call.TryFail(new SiloUnavailableException(
                    $"Silo {_context} was killed while {call.Name} of grain {call.Target} was under way: it may have run or not. Call "
                        + $"again when a silo runs, if that does no harm."));
    }

    /// <summary>Disposes of the services of a silo that was not stopped, when no code of the simulation can see them any more.</summary>
    public void Release()
    {
        // Whatever does not dispose synchronously would go on without a simulation.
        var disposing = _services.DisposeAsync();
        if (disposing.IsFaulted) _ = disposing.AsTask().Exception;
    }
}
