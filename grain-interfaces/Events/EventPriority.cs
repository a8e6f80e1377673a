namespace Genesis;

/// <summary>How urgent an event is; higher ones are handled first.</summary>
public enum EventPriority
{
    /// <summary>Shed first, in SAFE already.</summary>
    Low,

    /// <summary>The usual.</summary>
    Normal,

    /// <summary>Before the usual ones.</summary>
    High,

    /// <summary>Before all others; passes in every mode.</summary>
    Critical,
}
