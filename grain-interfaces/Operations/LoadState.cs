namespace Genesis;

/// <summary>Where a load stands.</summary>
public enum LoadState
{
    /// <summary>Its components are being registered.</summary>
    Preparing,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>Nothing is sent any more; what is under way is waited for.</summary>
    Settling,

    /// <summary>Its components are being removed.</summary>
    CleaningUp,

    /// <summary>It has ended.</summary>
    Done,
}
