namespace Genesis;

/// <summary>Where an event comes from.</summary>
public enum EventOrigin
{
    /// <summary>A component told it.</summary>
    Local,

    /// <summary>It came in by a door, or goes out by one.</summary>
    External,

    /// <summary>It came from an exchange.</summary>
    Exchange,
}
