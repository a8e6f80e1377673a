namespace Genesis.DoorClient;

/// <summary>What a component outside the host has done.</summary>
/// <param name="IsConnected">Whether it is connected at this moment.</param>
/// <param name="Received">Events that came.</param>
/// <param name="Processed">Events that were processed.</param>
/// <param name="Failed">Of these, those at which the program's own code threw.</param>
/// <param name="Sent">Messages sent.</param>
/// <param name="Breaks">Times that the connection broke.</param>
/// <param name="Resumes">Times that the session went on.</param>
/// <param name="Gaps">Times that events were lost.</param>
public sealed record RemoteStats(bool IsConnected, long Received, long Processed, long Failed, long Sent, long Breaks, long Resumes, long Gaps);
