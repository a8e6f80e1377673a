using Orleans.Streams;

namespace Genesis.Tests.Conformance.Streams;

/// <summary>
/// Writes what it gets into a journal. Ticks can be made to misbehave by the test: those of producer −1 throw as often as <see
/// cref="Faults"/> says,
/// those of producer −2 wait at the gate of the recorder's key.
/// </summary>
public sealed class Recorder(string key, string mark) : IAsyncObserver<Tick>
{
    public async Task OnNextAsync(Tick item, StreamSequenceToken? token = null)
    {
        var entry = $"{mark}{item.Producer}:{item.Number}";
        if (item.Producer == -1 && Faults.Take(key))
        {
            Journal.For(key).Add($"throws at {entry}");
            throw new InvalidOperationException($"no {item.Number}");
        }
        if (item.Producer == -2) await Gate.For(key).Wait();
        if (RequestContext.Get("who") is string who) entry += $" for {who}";
        Journal.For(key).Add(entry);
        Journal.For(key + "/tokens").Add(token is null ? "none" : $"{token.SequenceNumber:D20}.{token.EventIndex:D5}");
    }

    public Task OnErrorAsync(Exception ex)
    {
        Journal.For(key).Add($"error {ex.GetType().Name}");
        return Task.CompletedTask;
    }
}
