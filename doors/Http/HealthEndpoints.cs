namespace Genesis.Doors;

/// <summary>Whether the host is alive, and whether it is ready for work. Open to everybody: who watches has no key.</summary>
internal sealed class HealthEndpoints(DoorLifetime lifetime)
{
    private static readonly Problem NotReady = new(503, "notReady", "The host is not ready", "It is starting or stopping.") { RetryAfter = TimeSpan.FromSeconds(1) };

    public void Map(DoorRoutes routes)
    {
        routes.Map(new DoorOperation("GET", "/health/live", DoorScope.None, static (context, _) => DoorAnswer.Write(context, new HealthAnswer("live")), "live", "Says that the process is alive.") { Answer = typeof(HealthAnswer) });
        routes.Map(new DoorOperation("GET", "/health/ready", DoorScope.None, (context, _) => lifetime.IsReady ? DoorAnswer.Write(context, new HealthAnswer("ready")) : NotReady.Answer(context), "ready",
            "Says whether the host takes work: 503 while it starts and while it stops.")
        { Answer = typeof(HealthAnswer), Failures = [503] });
    }
}
