namespace Genesis.Doors;

/// <summary>What became of an event.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Subscribers">How many subscribers it is on its way to.</param>
/// <param name="Shed">To how many of them it was lost at once, because there was no room.</param>
public sealed record EventAnswer(string Id, int Subscribers, int Shed);
