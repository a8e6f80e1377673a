namespace Genesis;

/// <summary>Whom a <see cref="CheckpointKeeper"/> keeps. All is called on the component's turn.</summary>
internal interface IKeptComponent
{
    /// <summary>Ends when a snapshot may be taken.</summary>
    Task WhenWhole();

    /// <summary>Makes a snapshot.</summary>
    Checkpoint Capture();

    /// <summary>The snapshot is taken, or is not wanted any more.</summary>
    void Captured();

    /// <summary>A checkpoint is in the store.</summary>
    void Written(Checkpoint checkpoint);

    /// <summary>The store begins or ceases to fail.</summary>
    void ProblemChanged();
}
