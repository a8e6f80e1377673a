namespace Genesis.TestKit;

/// <summary>Another component, as the component under test sees it: it answers what the test says. Requests that it has no answer for are unknown to it.</summary>
public sealed class OtherComponent
{
    private readonly Dictionary<string, Func<AskRequest, TimeProvider, Task<Reply>>> _answers = new(StringComparer.Ordinal);
    private readonly List<Asked> _asked = [];
    private readonly ComponentKit _kit;

    internal OtherComponent(ComponentKit kit, string id)
    {
        _kit = kit;
        Registration = new ComponentRegistration { Id = id, Type = "scripted" };
    }

    /// <summary>Its id.</summary>
    public string Id => Registration.Id;

    /// <summary>What reached it, in order: each attempt counts.</summary>
    public IReadOnlyList<Asked> WasAsked => _asked;

    internal ComponentRegistration Registration { get; }

    /// <summary>Answers requests of a type, from now on.</summary>
    /// <param name="type">Type of the request.</param>
    /// <param name="answer">Makes the answer of the data; an exception is what a failing handler gives.</param>
    /// <param name="after">How long it takes, in virtual time.</param>
    public OtherComponent Answers(string type, Func<Payload, object?> answer, TimeSpan after = default)
    {
        _answers[type] = async (request, time) =>
        {
            if (after > TimeSpan.Zero) await Task.Delay(after, time);
            return answer(request.Data) is { } value ? new Reply(OutcomeKind.Ok, Payload.Of(value)) : Reply.Done;
        };
        return this;
    }

    /// <summary>Answers requests of a type with one value, from now on.</summary>
    public OtherComponent Answers(string type, object? value, TimeSpan after = default) => Answers(type, _ => value, after);

    /// <summary>Fails at requests of a type, from now on.</summary>
    /// <param name="type">Type of the request.</param>
    /// <param name="message">The error's message.</param>
    /// <param name="transient">Whether trying again may help: idempotent requests are then tried again.</param>
    public OtherComponent Fails(string type, string message = "The test says so.", bool transient = false) =>
        Answers(type, _ => throw (transient ? new TransientException(message) : new InvalidOperationException(message)));

    /// <summary>Never answers requests of a type, from now on: those who ask wait until their deadline.</summary>
    public OtherComponent IsSilent(string type)
    {
        _answers[type] = static (_, _) => new TaskCompletionSource<Reply>().Task;
        return this;
    }

    /// <summary>Is as good as down from now on, whatever it is asked, until it is given a state that answers.</summary>
    public OtherComponent Is(Lifecycle state)
    {
        State = state;
        return this;
    }

    /// <summary>Tells an event as this component, and returns when all that can be done about it without time passing has been done.</summary>
    public Task<TellResult> Tell(string type, object? data = null, TellOptions? options = null) =>
        _kit.TellFrom(Id, type, data, (options ?? new TellOptions()) with { Origin = options?.Origin ?? EventOrigin.Local });

    internal Lifecycle State { get; private set; } = Lifecycle.Running;

    internal IComponentGrain Grain(TimeProvider time) => new ScriptedGrain(this, time);

    internal async Task<Reply> Answer(AskRequest request, TimeProvider time)
    {
        _asked.Add(new Asked(Id, request.Type, request.Data, time.GetUtcNow()));
        // As with a real one, the asker's other work may run before the answer is there.
        await Task.Yield();
        if (State is not (Lifecycle.Running or Lifecycle.Degraded)) return new Reply(OutcomeKind.Unavailable, State: State, Reason: "The test says so.");
        if (!_answers.TryGetValue(request.Type, out var answer)) return new Reply(OutcomeKind.UnknownRequest, Reason: $"The test gave it no answer: kit.Other(\"{Id}\").Answers(\"{request.Type}\", …).");
        try
        {
            return await answer(request, time);
        }
        catch (Exception exception)
        {
            return new Reply(OutcomeKind.Failed, Failure: CallErrors.ToFailure(exception));
        }
    }
}
