namespace Genesis.Events;

/// <summary>What became of an item offered to a mailbox, and of the one other item that it may have put an end to.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Other">The item that ended by it, for <see cref="OfferKind.Conflated"/>, <see cref="OfferKind.Displaced"/> and <see cref="OfferKind.ReplacedExpired"/>.</param>
/// <param name="ReachedWarning">The mailbox has just filled up to its warning mark; said once, and again only after it was half as full.</param>
internal readonly record struct OfferResult<T>(OfferKind Kind, T? Other = default, bool ReachedWarning = false)
{
    /// <summary>Whether the offered item waits in the mailbox now.</summary>
    public bool IsQueued => Kind <= OfferKind.ReplacedExpired;
}
