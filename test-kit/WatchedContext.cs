using Microsoft.Extensions.Logging;

namespace Genesis.TestKit;

/// <summary>The context of the component under test: writes down what it asks and tells, and passes everything on as it is.</summary>
internal sealed class WatchedContext(IComponentContext inner, ComponentKit kit) : IComponentContext
{
    public string Id => inner.Id;

    public IReadOnlyDictionary<string, string> Settings => inner.Settings;

    public TimeProvider Time => inner.Time;

    public ILogger Logger => inner.Logger;

    public Random Random => inner.Random;

    public CancellationToken Cancellation => inner.Cancellation;

    public ValueTask<Outcome> Ask(string target, string type, object? data, TimeSpan? timeout)
    {
        if (Wrapped(data) is { } payload) kit.Note(new Asked(target, type, payload, Time.GetUtcNow()));
        return inner.Ask(target, type, data, timeout);
    }

    public ValueTask<TellResult> Tell(string type, object? data, TellOptions? options)
    {
        Note(type, data, options, outside: false);
        return inner.Tell(type, data, options);
    }

    public ValueTask<TellResult> Broadcast(string type, object? data, TellOptions? options)
    {
        Note(type, data, options, outside: true);
        return inner.Broadcast(type, data, options);
    }

    public ValueTask Save(TimeSpan? timeout)
    {
        kit.NoteSave();
        return inner.Save(timeout);
    }

    public ValueTask Delay(TimeSpan time) => inner.Delay(time);

    public ValueTask Subscribe(string pattern, int priority) => inner.Subscribe(pattern, priority);

    public ValueTask Unsubscribe(string pattern) => inner.Unsubscribe(pattern);

    public string NewId() => inner.NewId();

    public void ReportFailure(string reason) => inner.ReportFailure(reason);

    private void Note(string type, object? data, TellOptions? options, bool outside)
    {
        if (Wrapped(data) is { } payload) kit.Note(new Told(type, payload, options, Time.GetUtcNow()), outside);
    }

    // Data that cannot be sent are refused by the runtime, which says why.
    private static Payload? Wrapped(object? data)
    {
        try
        {
            return Payload.Of(data);
        }
        catch (PayloadException)
        {
            return null;
        }
    }
}
