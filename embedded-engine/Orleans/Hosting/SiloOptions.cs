namespace Orleans.Configuration;

/// <summary>A silo.</summary>
public class SiloOptions
{
    /// <summary>The silo's name, for people and logs.</summary>
    public string SiloName { get; set; } = null!;
}
