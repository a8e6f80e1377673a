namespace Genesis.TestKit;

/// <summary>Stands where the grain of another component would be.</summary>
internal sealed class ScriptedGrain(OtherComponent other, TimeProvider time) : IComponentGrain
{
    public ValueTask<Reply> Ask(AskRequest request) => new(other.Answer(request, time));

    public Task<ComponentStatus> GetStatus() => Task.FromResult(new ComponentStatus
    {
        Id = other.Id,
        Type = other.Registration.Type,
        State = other.State,
        StateSince = time.GetUtcNow(),
        StateReason = "The test says so.",
        Activity = Activity.Idle,
    });

    public Task<int> Deliver(EventBatch batch) => Task.FromResult(batch.Events.Length);

    public Task Start() => Task.CompletedTask;

    public Task Probe() => Task.CompletedTask;

    public Task Fail(long generation, string reason) => Task.CompletedTask;

    public Task Restart(string reason) => Task.CompletedTask;

    public Task RestartDependant(string reason) => Task.CompletedTask;

    public Task Shutdown(string reason) => Task.CompletedTask;

    public Task Replace(ComponentRegistration registration) => Task.CompletedTask;

    public Task Follow(WaitProbe probe) => Task.CompletedTask;

    public Task BreakCycle(WaitStep wait, string path) => Task.CompletedTask;
}
