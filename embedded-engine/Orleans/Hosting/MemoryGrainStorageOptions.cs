namespace Orleans.Configuration;

/// <summary>Memory storage.</summary>
public class MemoryGrainStorageOptions
{
    /// <summary>The default of <see cref="NumStorageGrains"/>.</summary>
    public const int NumStorageGrainsDefaultValue = 10;

    /// <summary>The default of <see cref="InitStage"/>.</summary>
    public const int DEFAULT_INIT_STAGE = ServiceLifecycleStage.ApplicationServices;

    /// <summary>Over how many grains the records are spread. The embedded engine keeps them in one table and accepts the setting without effect.</summary>
    public int NumStorageGrains { get; set; } = NumStorageGrainsDefaultValue;

    /// <summary>The stage of the silo's life at which the storage is made ready.</summary>
    public int InitStage { get; set; } = DEFAULT_INIT_STAGE;
}
