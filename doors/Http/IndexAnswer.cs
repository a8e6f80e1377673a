namespace Genesis.Doors;

/// <summary>What there is at the door.</summary>
/// <param name="Name">Genesis.</param>
/// <param name="Version">Its version.</param>
/// <param name="Operations">What can be done: method and path, and what it does.</param>
public sealed record IndexAnswer(string Name, string Version, IReadOnlyDictionary<string, string> Operations);
