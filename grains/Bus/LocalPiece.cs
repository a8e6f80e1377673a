namespace Genesis;

/// <summary>A piece of work that a <see cref="LocalPath"/> brings to a component.</summary>
internal abstract class LocalPiece
{
    /// <summary>The piece that was posted to the same path before.</summary>
    public LocalPiece? Neighbour { get; set; }

    /// <summary>Runs on the component's turn.</summary>
    /// <param name="target">The component; null when the activation is over and the piece has to go on by grain call.</param>
    public abstract void Arrive(ILocalTarget? target);
}
