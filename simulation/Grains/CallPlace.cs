namespace Genesis.Simulations.Grains;

/// <summary>The place of a call on its way.</summary>
internal enum CallPlace : byte
{
    /// <summary>Not at its grain yet.</summary>
    Sent,

    /// <summary>In its grain's queue.</summary>
    Waiting,

    /// <summary>In its grain's code.</summary>
    Running,

    /// <summary>Ended, or dropped.</summary>
    Ended,
}
