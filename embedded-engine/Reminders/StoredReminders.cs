namespace Genesis.Embedded.Reminders;

/// <summary>One record of stored reminders: those of the grains whose hash falls into it.</summary>
internal sealed class StoredReminders
{
    /// <summary>The last version given; versions are never given twice.</summary>
    public long LastVersion { get; set; }

    public List<StoredReminder> Reminders { get; set; } = [];
}

/// <summary>A reminder in a record, in types that every serialiser knows.</summary>
internal sealed class StoredReminder
{
    public string Grain { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>When the first tick is due: ticks of UTC.</summary>
    public long StartAt { get; set; }

    /// <summary>The time between ticks, in ticks of 100 ns.</summary>
    public long Period { get; set; }

    public long Version { get; set; }
}
