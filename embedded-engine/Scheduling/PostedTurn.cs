using Genesis.Embedded.Activations;

namespace Genesis.Embedded.Scheduling;

/// <summary>A continuation of an await, or any callback posted to an activation.</summary>
internal sealed class PostedTurn(SendOrPostCallback callback, object? state) : ITurn
{
    public ITurn? Next { get; set; }
    public int Depth { get; set; }
    public void Run(Activation activation) => callback(state);
}
