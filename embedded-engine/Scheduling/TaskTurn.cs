using Genesis.Embedded.Activations;

namespace Genesis.Embedded.Scheduling;

/// <summary>A task started on the activation's scheduler, for instance by Task.Factory.StartNew or ContinueWith in a grain.</summary>
internal sealed class TaskTurn(Task task) : ITurn
{
    public ITurn? Next { get; set; }
    public int Depth { get; set; }
    public void Run(Activation activation) => activation.RunTask(task);
}
