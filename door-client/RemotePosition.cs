namespace Genesis.DoorClient;

/// <summary>A place in the events of a door.</summary>
/// <param name="Session">The session.</param>
/// <param name="Number">Number of the last event that was processed.</param>
public sealed record RemotePosition(string Session, long Number);
