namespace Genesis.Events;

/// <summary>What a mailbox did with an item that it was offered.</summary>
internal enum OfferKind
{
    /// <summary>It is queued.</summary>
    Added,

    /// <summary>It is queued in the place of an older one of the same type and key, which has ended as conflated.</summary>
    Conflated,

    /// <summary>It is queued; another one was shed for it.</summary>
    Displaced,

    /// <summary>It is queued; another one, whose time was over, has ended as expired.</summary>
    ReplacedExpired,

    /// <summary>It is not queued and has ended as shed: there is no room.</summary>
    Shed,

    /// <summary>It is not queued and has not ended: offer it again when there is room.</summary>
    NoRoom,

    /// <summary>It is not queued and has not ended: it stays in the journal, to be read from there when there is room.</summary>
    Spilled,
}
