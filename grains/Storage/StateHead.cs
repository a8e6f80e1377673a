namespace Genesis.Storage;

/// <summary>Which version of a state is the newest.</summary>
internal sealed class StateHead
{
    /// <summary>The number of the state; 0 if it has no record yet.</summary>
    public long Id { get; set; }

    public long Version { get; set; }

    /// <summary>The record was cleared. Its number goes on, so that who has read an older one notices.</summary>
    public bool Cleared { get; set; } = true;

    /// <summary>The ETag of the record; null if there is none.</summary>
    public string? ETag => Cleared ? null : Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
