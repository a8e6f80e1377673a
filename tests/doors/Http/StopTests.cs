using Genesis.Doors;
using Genesis.Tests.Doors.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Doors.Http;

/// <summary>A host that stops: nothing new, what is under way gets its time and then a clear answer.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Requests_under_way_are_answered_that_the_host_stops()
    {
        await using var host = await DoorHost.Start(null, ("Genesis:Doors:Limits:StopWait", "00:00:00.3"));
        using var client = host.Client();
        var asked = client.Send("POST", "/request/sample", """{"type":"wait","timeoutMs":20000}""");
        await Eventually.True(() => host.Bus.Waits.Any(static wait => wait.Type == "wait"), "the ask to be under way");
        var stopped = host.Stop();
        using var answer = await asked.InTime();
        var problem = await answer.Problem(503, "stopping");
        problem.GetProperty("detail").GetString()!.ShouldContain("whether a request under way took effect is unknown");
        answer.Headers.RetryAfter.ShouldNotBeNull();
        await stopped.InTime();
    }

    [Fact]
    public async Task Requests_that_are_answered_in_time_are_answered()
    {
        await using var host = await DoorHost.Start(null, ("Genesis:Doors:Limits:StopWait", "00:00:10"));
        using var client = host.Client();
        var asked = client.Send("POST", "/request/sample", """{"type":"wait","timeoutMs":500}""");
        await Eventually.True(() => host.Bus.Waits.Any(static wait => wait.Type == "wait"), "the ask to be under way");
        var stopped = host.Stop();
        await asked.Problem(504, "timedOut").InTime();
        await stopped.InTime();
    }

    [Fact]
    public async Task It_is_ready_only_between_start_and_stop()
    {
        await using var host = await DoorHost.Start(null, ("Genesis:Doors:Limits:StopWait", "00:00:01"));
        var lifetime = host.Services.GetRequiredService<DoorLifetime>();
        lifetime.IsReady.ShouldBeTrue();
        using var client = host.Client();
        await client.Send("GET", "/health/ready").Json();
        // One under way keeps the doors from closing at once, and an open connection gets answers meanwhile.
        var asked = client.Send("POST", "/request/sample", """{"type":"wait","timeoutMs":20000}""");
        await Eventually.True(() => host.Bus.Waits.Any(static wait => wait.Type == "wait"), "the ask to be under way");
        var stopped = host.Stop();
        lifetime.IsReady.ShouldBeFalse();
        await asked.Problem(503, "stopping").InTime();
        await stopped.InTime();
    }
}
