namespace Genesis.DoorClient;

/// <summary>Events that are lost: the program was away for longer than the door remembers.</summary>
/// <param name="From">Number of the first; null when that is unknown, too.</param>
/// <param name="To">Number of the last; null when that is unknown.</param>
/// <param name="Reason">Why.</param>
public sealed record RemoteGap(long? From, long? To, string Reason);
