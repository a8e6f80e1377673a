namespace Genesis;

/// <summary>Puts load on the system with components of its own, in the silo. Its key is <see cref="IOperatorGrain.Key"/>; one load runs at a time.</summary>
[Alias("Genesis.ILoadGrain")]
public interface ILoadGrain : IGrainWithStringKey
{
    /// <summary>Begins.</summary>
    [Alias("Start")]
    Task<OperationResult> Start(LoadRequest request);

    /// <summary>How far it is; of the last one when none runs, null when there never was one.</summary>
    [Alias("GetProgress")]
    Task<LoadProgress?> GetProgress();

    /// <summary>Ends it early; what is under way is waited for.</summary>
    [Alias("Cancel")]
    Task Cancel();
}
