namespace Genesis.Storage;

/// <summary>The stages of the silo's start at which stores open; they close in the reverse order.</summary>
/// <remarks>
/// All are before Orleans starts anything of its own: what most often keeps a silo from starting is a store, and a silo that fails later leaves work behind
/// (LocalGrainDirectory of Orleans 10.4.2 then follows a closed list of members in a loop that never waits).
/// </remarks>
internal static class StoreStages
{
    /// <summary>The folder is taken.</summary>
    public const int Folder = ServiceLifecycleStage.RuntimeInitialize - 4;

    /// <summary>Files and connections are opened, tables made.</summary>
    public const int Open = Folder + 1;

    /// <summary>Orleans' provider reads its queries.</summary>
    public const int Provider = Open + 1;

    /// <summary>States of an earlier version are taken over.</summary>
    public const int TakeOver = Provider + 1;
}
