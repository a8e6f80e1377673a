namespace Genesis.Doors;

/// <summary>The event of a dead letter.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">What happened.</param>
/// <param name="Source">Who told it.</param>
/// <param name="Time">When it was told (UTC).</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="Key">What it is about.</param>
/// <param name="Data">The data.</param>
public sealed record LetterEvent(string Id, string Type, string Source, DateTimeOffset Time, EventOrigin Origin, string? Key, Payload Data);
