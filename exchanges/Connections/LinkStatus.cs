using System.Collections.Immutable;

namespace Genesis.Exchanges;

/// <summary>How a connection to a venue stands.</summary>
/// <param name="Name">Names it in logs.</param>
/// <param name="Streams">What is wanted on it.</param>
/// <param name="Confirmed">How many of them the venue has confirmed on the present socket.</param>
/// <param name="Attempts">Handshakes begun.</param>
/// <param name="Breaks">Sockets lost.</param>
/// <param name="LastReason">Why the last one was, or why the last attempt failed.</param>
/// <param name="Age">How old the present socket is; null without one.</param>
public sealed record LinkStatus(
    string Name, Uri Url, LinkState State, ImmutableArray<StreamKey> Streams, int Confirmed, long Attempts, long Breaks, string LastReason, TimeSpan? Age);
