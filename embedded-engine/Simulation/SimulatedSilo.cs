using Genesis.Embedded.Hosting;
using Genesis.Embedded.Scheduling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Genesis.Embedded.Simulating;

/// <summary>One life of a silo in a simulation, from its start to its stop or its violent end.</summary>
internal sealed class SimulatedSilo
{
    private readonly SimulationLoop _loop;
    private readonly LoopContext _context;
    private readonly TimeProvider _time;
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _started = [];

    public SimulatedSilo(SimulationLoop loop, int number, Random random, SimulationOptions options, Action<ISiloBuilder> configure)
    {
        _loop = loop;
        _context = new LoopContext(loop, $"silo {number}");
        _time = new VirtualTimeProvider(loop.Clock, _context, TimerKind.Work);
        var services = new ServiceCollection();
        var configuration = options.Configuration ?? new ConfigurationBuilder().Build();
        services.AddSingleton(configuration);
        services.AddSingleton(_time);
        services.AddSingleton(random);
        services.AddSingleton<TurnExecutor>(new SimulationExecutor(loop, _context));
        SiloServices.Add(services, configuration, configure);
        _services = services.BuildServiceProvider();
        if (!ReferenceEquals(_services.GetRequiredService<TimeProvider>(), _time))
            throw new InvalidOperationException("The silo's configuration registers a TimeProvider of its own. In a simulation the clock is the simulation's: leave that registration out.");
        Engine = _services.GetRequiredService<Engine>();
        loop.Add(Engine);
    }

    public Engine Engine { get; }

    public IServiceProvider Services => _services;

    public Task Start() => _context.Run(async () =>
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
            _started.Add(service);
        }
    });

    /// <summary>Stops in good order: running calls end, grains are deactivated, services disposed of.</summary>
    public Task Stop(TimeSpan timeout) => _context.Run(async () =>
    {
        using var limit = new CancellationTokenSource(timeout, _time);
        for (var i = _started.Count - 1; i >= 0; i--) await _started[i].StopAsync(limit.Token);
        await _services.DisposeAsync();
    });

    /// <summary>After the stop: the process is gone, and with it what the silo's code left behind.</summary>
    public void End()
    {
        _context.Kill();
        _loop.Remove(Engine, _context);
    }

    /// <summary>As if the process had died: nothing of the silo runs any more, and callers outside learn that it is gone.</summary>
    public void Kill()
    {
        Engine.State = EngineState.Stopped;
        var calls = DeadlockReport.FromOutside(Engine);
        End();
        foreach (var (call, target) in calls)
            call.TryFail(new SiloUnavailableException(
                $"Silo {Engine.SiloName} was killed while {call.Method.DisplayName} of grain {target.GrainId} was under way: it may have run or not. Call again when a silo runs, if that does no harm."));
    }

    /// <summary>Lets go of what a silo held that was not stopped, when no code of the simulation can see it any more.</summary>
    public void Release()
    {
        // Whatever is not disposed of synchronously would go on without a simulation.
        var disposing = _services.DisposeAsync();
        if (disposing.IsFaulted) _ = disposing.AsTask().Exception;
    }
}
