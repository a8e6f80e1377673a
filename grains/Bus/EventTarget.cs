using Genesis.Events;

namespace Genesis;

/// <summary>One subscriber of a type.</summary>
/// <param name="Id">Its id in ledger and journal.</param>
/// <param name="Emitter">As whom it tells events itself: those it does not get. Null when it gets these too.</param>
/// <param name="Outbox">The way to it.</param>
/// <param name="Row">Where its deliveries are counted.</param>
/// <param name="Survives">Whether it lives on when its process dies: only for such the journal keeps events.</param>
/// <param name="Takes">The one origin whose events it gets; null for all.</param>
internal sealed record EventTarget(string Id, string? Emitter, Outbox Outbox, LedgerRow Row, bool Survives, EventOrigin? Takes = null);
