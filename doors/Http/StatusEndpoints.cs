using Microsoft.AspNetCore.Http;

namespace Genesis.Doors;

/// <summary>What can be looked at: status, mechanisms, ledger, waits, routes.</summary>
internal sealed class StatusEndpoints(IGrainFactory grains, IComponentBus bus, IEventRuntime events, Mechanisms mechanisms, DoorLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan MonitorPatience = TimeSpan.FromSeconds(2);

    public void Map(DoorRoutes routes)
    {
        routes.Map(new DoorOperation("GET", "/status", DoorScope.Read, Status, "status", "How the system is: mode with reasons, components, counters, figures of resilience.") { Answer = typeof(StatusAnswer), Failures = [504] });
        routes.Map(new DoorOperation("GET", "/mechanisms", DoorScope.Read, async (context, _) => await DoorAnswer.Write(context, await mechanisms.Read(lifetime.Over)), "mechanisms",
            "The thirteen mechanisms with their live figures.")
        { Answer = typeof(IReadOnlyList<MechanismReport>) });
        routes.Map(new DoorOperation("GET", "/ledger", DoorScope.Read, async (context, _) => await DoorAnswer.Write(context, LedgerAnswer.Of(await events.ReadLedger(lifetime.Over))), "ledger",
            "What became of every delivery of an event in this run.")
        { Answer = typeof(LedgerAnswer), Failures = [503] });
        routes.Map(new DoorOperation("GET", "/waits", DoorScope.Read, (context, _) => DoorAnswer.Write(context, bus.Waits), "waits", "Who waits for whom, for what, since when.") { Answer = typeof(IReadOnlyList<WaitStep>) });
        routes.Map(new DoorOperation("GET", "/routes", DoorScope.Read, (context, _) => DoorAnswer.Write(context, bus.Routes), "routes", "Breakers, limits and timeouts of the ways to components, and why they are what they are.") { Answer = typeof(IReadOnlyList<RouteReport>) });
    }

    private async Task Status(HttpContext context, Caller caller)
    {
        var monitor = Monitor();
        var system = await grains.GetGrain<ISystemGrain>(ISystemGrain.Key).GetStatus(context.RequestAborted).WaitAsync(ComponentEndpoints.Patience, time, lifetime.Over);
        var seen = await monitor;
        await DoorAnswer.Write(context, new StatusAnswer(system, seen, seen?.Figures.WithTargets() ?? [], lifetime.IsReady));
    }

    private async Task<MonitorStatus?> Monitor()
    {
        try
        {
            return await grains.GetGrain<IMonitorGrain>(IMonitorGrain.Key).GetStatus().WaitAsync(MonitorPatience, time, lifetime.Over);
        }
        catch (TimeoutException)
        {
            // The status of a system whose monitor is stuck is worth seeing, too.
            return null;
        }
    }
}
