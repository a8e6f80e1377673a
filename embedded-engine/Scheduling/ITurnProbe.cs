using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;

namespace Genesis.Embedded.Scheduling;

/// <summary>Sees every turn of an engine. A simulation traces them with it and notices work that comes from other threads.</summary>
internal interface ITurnProbe
{
    /// <summary>Before a turn is queued, on whatever thread queues it.</summary>
    void OnEnqueue(Activation activation, ITurn turn);

    /// <summary>After a turn has run.</summary>
    void OnTurn(Activation activation, ITurn turn);

    /// <summary>A call has its answer.</summary>
    void OnCallDone(Activation activation, ICall call);
}
