namespace Genesis.Exchanges;

/// <summary>A frame that could not be read. Nothing in it was used.</summary>
/// <param name="Beginning">Its first characters (200 at most), for the log.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record MalformedFrame(string Venue, string Beginning, string Problem, int Length, DateTimeOffset ReceivedTime);
