namespace Genesis.Tests.Exchanges;

/// <summary>What befalls a frame on its way.</summary>
public enum Fault
{
    Remove,
    Duplicate,

    /// <summary>It comes a second time, after the next one.</summary>
    LateDuplicate,

    /// <summary>It and the next one change places.</summary>
    Reorder,

    /// <summary>A digit of a price or size is another.</summary>
    CorruptLevel,

    /// <summary>A digit of a sequence number, checksum or time is another.</summary>
    CorruptEvidence,

    /// <summary>Any byte is another.</summary>
    CorruptByte,
}
