namespace Genesis.Storage;

/// <summary>How long the journal and the dead letters are kept.</summary>
public sealed class JournalOptions
{
    /// <summary>An entry that all have acknowledged is kept at least so long, so that a repeated append is recognised.</summary>
    public TimeSpan MinimumAge { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>An entry that all have acknowledged goes after that time. Others are never dropped.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Beyond so many bytes acknowledged entries go as soon as they have their minimum age. Entries not acknowledged stay, and the journal says that it is over its limit.</summary>
    public long MaximumBytes { get; set; } = 256L << 20;

    /// <summary>How often what may go is looked for, while the journal is in use.</summary>
    public TimeSpan TrimInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Dead letters kept; beyond, the oldest are dropped and counted.</summary>
    public int MaximumDeadLetters { get; set; } = 10_000;

    /// <summary>How long a dead letter is kept; then it is dropped and counted.</summary>
    public TimeSpan MaximumDeadLetterAge { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it, its value and the rule.</exception>
    internal void Validate()
    {
        Require(MinimumAge >= TimeSpan.Zero, nameof(MinimumAge), MinimumAge, "zero or more");
        Require(KeepFor >= MinimumAge, nameof(KeepFor), KeepFor, $"at least {nameof(MinimumAge)} ({MinimumAge})");
        Require(MaximumBytes > 0, nameof(MaximumBytes), MaximumBytes, "at least 1");
        Require(TrimInterval > TimeSpan.Zero, nameof(TrimInterval), TrimInterval, "more than zero");
        Require(MaximumDeadLetters > 0, nameof(MaximumDeadLetters), MaximumDeadLetters, "at least 1");
        Require(MaximumDeadLetterAge > TimeSpan.Zero, nameof(MaximumDeadLetterAge), MaximumDeadLetterAge, "more than zero");
    }

    private static void Require(bool holds, string setting, object value, string rule)
    {
        if (!holds) throw new ArgumentException($"The journal's {setting} is {value}. It must be {rule}.", setting);
    }
}
