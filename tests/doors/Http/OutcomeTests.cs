using Genesis.Doors;
using Genesis.Tests.Doors.Fixture;

namespace Genesis.Tests.Doors.Http;

/// <summary>Each outcome of an ask has its status, and each refusal that passes says when to come back.</summary>
public sealed class OutcomeTests
{
    [Theory]
    [InlineData(OutcomeKind.UnknownComponent, 404, "unknownComponent")]
    [InlineData(OutcomeKind.UnknownRequest, 404, "unknownRequest")]
    [InlineData(OutcomeKind.Unavailable, 503, "unavailable")]
    [InlineData(OutcomeKind.TimedOut, 504, "timedOut")]
    [InlineData(OutcomeKind.CircuitOpen, 503, "circuitOpen")]
    [InlineData(OutcomeKind.Rejected, 503, "rejected")]
    [InlineData(OutcomeKind.Overloaded, 503, "overloaded")]
    [InlineData(OutcomeKind.CycleDetected, 508, "cycleDetected")]
    [InlineData(OutcomeKind.DepthExceeded, 508, "depthExceeded")]
    [InlineData(OutcomeKind.Failed, 500, "failed")]
    public void Each_outcome_has_its_status(OutcomeKind kind, int status, string name)
    {
        var problem = Problems.Of(new Outcome(new Reply(kind), "orders", "price", 2, TimeSpan.FromMilliseconds(3)));
        problem.Status.ShouldBe(status);
        problem.Kind.ShouldBe(name);
        problem.Detail.ShouldNotBeEmpty();
        (problem.RetryAfter is not null).ShouldBe(status == 503);
    }

    [Fact]
    public void No_outcome_is_forgotten() => Enum.GetValues<OutcomeKind>().Length.ShouldBe(11);

    [Fact]
    public async Task A_component_that_is_down_and_a_mode_that_sheds_are_503()
    {
        await using var host = await DoorHost.Start(
            static genesis => genesis.AddComponent<Sample>("weak").AddComponent<Sample>("report", policies: new() { Requests = ComponentPolicies.Default.Requests.Add("echo", new() { Background = true }) }),
            ("Genesis:Supervision:MaxRestarts", "0"), ("Genesis:Supervision:MaxConsecutiveFailures", "1"));
        using var client = host.Client();
        await client.Send("POST", "/request/weak", """{"type":"fail"}""").Problem(500, "failed");
        (await client.Send("POST", "/request/weak", """{"type":"echo"}""").Problem(503, "unavailable")).GetProperty("state").GetString().ShouldBe("quarantined");

        // One of three has failed, which is more than a fifth.
        await Eventually.True(async () => (await client.Send("GET", "/status").Json()).GetProperty("system").GetProperty("mode").GetString() == "safe", "SAFE");
        using (var shed = await client.Send("POST", "/request/report", """{"type":"echo"}"""))
        {
            await shed.Problem(503, "rejected");
            shed.Headers.RetryAfter.ShouldNotBeNull();
        }
        await client.Send("POST", "/request/report", """{"type":"source"}""").Json();

        (await client.Send("POST", "/components/weak/release").Json()).GetProperty("done").GetString().ShouldBe("released");
        await Eventually.True(async () => (await client.Send("GET", "/status").Json()).GetProperty("system").GetProperty("mode").GetString() == "normal", "NORMAL");
        await client.Send("POST", "/request/report", """{"type":"echo"}""").Json();
    }
}
