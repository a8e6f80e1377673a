namespace Genesis.Tests.Conformance.Cancellation;

/// <summary>A grain that waits and tells a journal what its token did.</summary>
public interface IWaitingGrain : IGrainWithStringKey
{
    /// <summary>Waits at the gate, or until cancelled. Journals "started", then "cancelled" or "finished".</summary>
    Task<string> WaitAtGate(string gate, CancellationToken cancellationToken);

    /// <summary>Waits at the gate whatever the token says, then tells whether it was cancelled.</summary>
    Task<bool> Stubborn(string gate, CancellationToken cancellationToken);

    /// <summary>Passes the token on to another grain.</summary>
    Task<string> PassOn(IWaitingGrain other, string gate, CancellationToken cancellationToken);

    /// <summary>Says whether a callback of the token ran as a turn of the grain.</summary>
    Task<bool> CallbackRunsOnGrain(string gate, CancellationToken cancellationToken);

    Task<bool> CanBeCanceled(CancellationToken cancellationToken);

    [ResponseTimeout("00:00:00.2")]
    Task ImpatientWait(string gate, CancellationToken cancellationToken);

    [AlwaysInterleave]
    Task Ping();
}

public sealed class WaitingGrain : Grain, IWaitingGrain
{
    public async Task<string> WaitAtGate(string gate, CancellationToken cancellationToken)
    {
        var journal = Journal.For(gate);
        journal.Add("started");
        try
        {
            await Gate.For(gate).Wait(cancellationToken);
            journal.Add("finished");
            return "finished";
        }
        catch (OperationCanceledException)
        {
            journal.Add("cancelled");
            throw;
        }
    }

    public async Task<bool> Stubborn(string gate, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.Register(() => Journal.For(gate).Add("token fired"));
        await Gate.For(gate).Wait(CancellationToken.None);
        Journal.For(gate).Add(cancellationToken.IsCancellationRequested ? "cancelled" : "finished");
        return cancellationToken.IsCancellationRequested;
    }

    public Task<string> PassOn(IWaitingGrain other, string gate, CancellationToken cancellationToken) =>
        other.WaitAtGate(gate, cancellationToken);

    public async Task<bool> CallbackRunsOnGrain(string gate, CancellationToken cancellationToken)
    {
        var scheduler = TaskScheduler.Current;
        var seen = new TaskCompletionSource<bool>();
        using var registration = cancellationToken.Register(() => seen.TrySetResult(TaskScheduler.Current == scheduler));
        await Gate.For(gate).Wait(CancellationToken.None);
        return await seen.Task;
    }

    public Task<bool> CanBeCanceled(CancellationToken cancellationToken) => Task.FromResult(cancellationToken.CanBeCanceled);

    public Task ImpatientWait(string gate, CancellationToken cancellationToken) => WaitAtGate(gate, cancellationToken);

    public Task Ping() => Task.CompletedTask;
}
