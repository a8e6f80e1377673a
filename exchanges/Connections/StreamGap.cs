namespace Genesis.Exchanges;

/// <summary>
/// A stretch in which a stream may lack something, told before the first item after it. What was good before it is good; what comes after it is good again.
/// </summary>
/// <param name="From">When the last item before the gap was received; null if there was none.</param>
/// <param name="To">When the first item after it was received.</param>
/// <param name="LastBefore">The venue's number of the last item before it (trade id, book or quote sequence); null where there is none.</param>
/// <param name="FirstAfter">The venue's number of the first item after it; null where there is none.</param>
/// <param name="Missing">How many items are missing at most, where the venue counts them; null where it does not.</param>
public sealed record StreamGap(
    StreamKey Stream, GapReason Reason, DateTimeOffset? From, DateTimeOffset To, long? LastBefore, long? FirstAfter, long? Missing);
