using Genesis.Chaos;

namespace Genesis;

/// <content>Events: the intake brings them, the baton decides when.</content>
internal sealed partial class ComponentCell
{
    /// <summary>Whether a handler could begin at this moment without passing anything that waits.</summary>
    public bool CanRunNow => Baton.IsFree && Life.Runs && QueuedRequests == 0 && !Baton.HasResumptions;

    /// <summary>Calls the handler of an event.</summary>
    public ValueTask Handle(Frame frame, ComponentEvent happened) =>
        _faults?.OfHandler(happened.Type) is { } fault ? Handle(fault, frame, happened) : Handle(_instance!, frame, happened);

    private ValueTask Handle(Component instance, Frame frame, ComponentEvent happened) => _runsOffTurn
        ? new(_services.Blocking!.Run(frame, static state => Done(Handle(state.Instance, state.Happened)), (Instance: instance, Happened: happened)))
        : Handle(instance, happened);

    private async ValueTask Handle(Injection fault, Frame frame, ComponentEvent happened)
    {
        var instance = _instance!;
        await _services.Faults.Befall(fault, frame);
        await Handle(instance, frame, happened);
    }

    private static ValueTask Handle(Component instance, ComponentEvent happened) => happened.Origin switch
    {
        EventOrigin.Local => instance.OnLocalEvent(happened),
        EventOrigin.External => instance.OnExternalEvent(happened),
        _ => instance.OnExchangeEvent(happened),
    };
}
