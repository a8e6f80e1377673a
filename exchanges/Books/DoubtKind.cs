namespace Genesis.Exchanges;

/// <summary>Why a book became stale.</summary>
public enum DoubtKind
{
    None,

    /// <summary>A change is missing.</summary>
    SequenceGap,

    /// <summary>A frame that is newer by its time has an older number: one of the numbers is wrong.</summary>
    SequenceBack,

    /// <summary>The venue's checksum is not that of the book.</summary>
    ChecksumMismatch,

    /// <summary>A frame lacks the number or checksum that its venue always gives.</summary>
    EvidenceMissing,

    /// <summary>A frame is older than the one before it, on a venue whose only evidence is time.</summary>
    TimeWentBack,

    /// <summary>The best bid is not below the best ask.</summary>
    Crossed,

    /// <summary>A frame could not be read, and nothing would show that it was one of this book's.</summary>
    MalformedFrame,

    /// <summary>The REST snapshot is older than the first change received: another is needed.</summary>
    SnapshotTooOld,

    /// <summary>The connection broke or was given up.</summary>
    ConnectionLost,

    /// <summary>Asked for from outside.</summary>
    Requested,
}
