using Microsoft.Extensions.Logging;

namespace Genesis.Doors.Sockets;

/// <content>What the client's messages do.</content>
internal sealed partial class SocketConnection
{
    private int _requests;
    private volatile bool _leaving;

    /// <summary>Does what a message says.</summary>
    /// <returns>What must end before the next one is read; null for nothing.</returns>
    private Task? Take(ReadOnlySpan<byte> message, DoorLimits limits)
    {
        if (InboundParser.Parse(message, limits.Depth, out var frame) is { } problem)
        {
            Bad("badMessage", problem, frame.Id);
            return null;
        }
        if (frame.Kind is FrameKind.Subscribe or FrameKind.Unsubscribe)
        {
            Change(frame);
            return null;
        }
        if (!Caller.May(DoorScope.Request))
        {
            Answer(Answers.Error("missingScope", $"The key {Caller.Name} has no scope request: it may look, but neither ask nor tell.", frame.Id));
            return null;
        }
        Payload data;
        try
        {
            data = frame.Data.IsEmpty ? Payload.Empty : Payload.FromJson(frame.Data, new PayloadLimits(limits.BodyBytes, limits.Depth));
        }
        catch (PayloadException exception)
        {
            Bad("badMessage", exception.Message, frame.Id);
            return null;
        }
        var source = frame.Source is { Length: > 0 } named ? named : Session.Component;
        if (frame.Kind == FrameKind.Event) return Tell(frame.Type, data, source, frame.Key, frame.Id.ToArray());
        Begin(frame, data, source);
        return null;
    }

    private void Change(in InboundFrame frame)
    {
        if (Subscribe(this, frame.Kind, frame.Types) is { } problem) Answer(Answers.Error("refused", problem, frame.Id));
        else Answer(Answers.Subscriptions(frame.Kind == FrameKind.Subscribe ? "subscribed" : "unsubscribed", Session.Filter.Patterns, frame.Id));
    }

    /// <summary>Tells an event; where its type says so, that waits for room, and with it the next message.</summary>
    private async Task Tell(string type, Payload data, string source, string? key, byte[] id)
    {
        try
        {
            var told = await _parts.Bus.Tell(type, data, source, new TellOptions { Only = Session.Component, Origin = EventOrigin.External, Key = key });
            if (told.Refused is { } refused) Answer(Answers.Error("refused", refused, id));
            else if (told.Shed > 0) Answer(Answers.Error("shed", $"{Session.Component} has no room for more events of type {type} at present; this one is lost.", id));
        }
        catch (Exception exception)
        {
            _parts.Metrics.Caught(recovered: true);
            Answer(Answers.Error("failed", $"Whether the event was told is unknown: {exception.Message}", id));
        }
    }

    private void Begin(in InboundFrame frame, Payload data, string source)
    {
        var id = frame.Id.ToArray();
        if (_parts.Access.Refuse(Caller, frame.Target, frame.Type) is { } refused)
        {
            Answer(Answers.Problem(id, refused));
            return;
        }
        var most = Options.MaxRequests;
        if (_leaving)
        {
            Answer(Answers.Problem(id, Problems.Stopping));
            return;
        }
        if (Interlocked.Increment(ref _requests) > most)
        {
            Interlocked.Decrement(ref _requests);
            Answer(Answers.Problem(id, new Problem(429, "tooManyRequests", "Too many requests are under way", $"This connection has {most} requests under way, and may have no more.") { RetryAfter = TimeSpan.FromMilliseconds(100) }));
            return;
        }
        _ = Ask(id, frame.Target, frame.Type, data, source, frame.Timeout);
    }

    private async Task Ask(byte[] id, string target, string type, Payload data, string source, TimeSpan? timeout)
    {
        try
        {
            var ask = _parts.Bus.Ask(target, type, data, timeout, source);
            // Nobody waits longer than the host does when it stops.
            var outcome = ask.IsCompletedSuccessfully ? ask.Result : await ask.AsTask().WaitAsync(_parts.Over);
            Answer(outcome.IsOk ? Answers.Reply(id, outcome.Value!) : Answers.Problem(id, Problems.Of(outcome)));
        }
        catch (OperationCanceledException) when (_parts.Over.IsCancellationRequested)
        {
            Answer(Answers.Problem(id, Problems.Stopping));
        }
        catch (PayloadException exception)
        {
            _parts.Metrics.Caught(recovered: true);
            Answer(Answers.Problem(id, new Problem(500, "badAnswer", "The answer cannot be written", exception.Message)));
        }
        catch (Exception exception)
        {
            _parts.Metrics.Caught(recovered: true);
            LogFailed(exception, target, type);
            Answer(Answers.Problem(id, Problems.Failed));
        }
        finally
        {
            if (Interlocked.Decrement(ref _requests) == 0 && _leaving) CloseToLeave();
        }
    }

    [LoggerMessage(4201, LogLevel.Error, "A request of type {Type} to {Target} from a socket failed inside.")]
    private partial void LogFailed(Exception exception, string target, string type);
}
