namespace Genesis.Silo.Demo;

/// <summary>Something that the flow did, for people.</summary>
internal sealed record TapeLine(DateTimeOffset At, string Kind, FormattableString What);
