using Genesis.Embedded.Activations;

namespace Genesis.Embedded.Scheduling;

/// <summary>
/// One piece of work for an activation: a call, a continuation or a task. Turns are the nodes of the lists they wait in,
/// so that queueing one allocates nothing.
/// </summary>
internal interface ITurn
{
    /// <summary>Next node of the one list that holds this turn, or null.</summary>
    ITurn? Next { get; set; }

    /// <summary>How many turns lay in the inbox when this one came, itself included: the bound is checked against it.</summary>
    int Depth { get; set; }

    /// <summary>Runs on the activation's own thread of control.</summary>
    void Run(Activation activation);
}
