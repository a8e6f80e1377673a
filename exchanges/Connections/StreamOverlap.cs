namespace Genesis.Exchanges;

/// <summary>How one stream went over from an old socket to a new one at a planned cut.</summary>
/// <param name="Merged">True: by the venue's numbers, nothing lost, nothing twice. False: it switched on the new socket's first item.</param>
/// <param name="Length">How long both sockets had the stream.</param>
/// <param name="Dropped">Items of the new socket left out because the old one had brought them, or the other way round.</param>
public sealed record StreamOverlap(StreamKey Stream, bool Merged, TimeSpan Length, long Dropped);
