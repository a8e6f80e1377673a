namespace Genesis.Simulations.Grains;

/// <summary>The states of a simulated silo, in their order.</summary>
internal enum SiloState
{
    /// <summary>Not started.</summary>
    Created,

    /// <summary>Serves calls.</summary>
    Running,

    /// <summary>Lets running calls end and starts no new activations.</summary>
    Stopping,

    /// <summary>Gone, after a stop or a kill.</summary>
    Stopped,
}
