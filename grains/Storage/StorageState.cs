namespace Genesis.Storage;

/// <summary>How a store is.</summary>
public enum StorageState
{
    /// <summary>Not opened yet.</summary>
    Closed,

    /// <summary>The last thing asked of it succeeded.</summary>
    Healthy,

    /// <summary>It cannot commit, or it is over a limit; the reason says which. It goes on trying by itself.</summary>
    Degraded,
}
