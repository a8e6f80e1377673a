using System.Text.Json;

namespace Genesis.DoorClient;

/// <summary>An event that came from the door.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Data">Its data.</param>
/// <param name="Source">Who told it.</param>
/// <param name="Number">Its number at the door; numbers grow, and those of events for others are left out.</param>
public sealed record RemoteEvent(string Type, JsonElement Data, string Source, long Number);
