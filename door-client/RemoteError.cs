using System.Text.Json;

namespace Genesis.DoorClient;

/// <summary>A message that the door did not take.</summary>
/// <param name="Code">What kind of error.</param>
/// <param name="Message">What happened and what to do.</param>
/// <param name="Id">The id of the message, if it had one.</param>
public sealed record RemoteError(string Code, string Message, JsonElement? Id);
