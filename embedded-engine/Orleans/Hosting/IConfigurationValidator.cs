namespace Orleans;

/// <summary>Checks configuration when a silo or client starts. Registered as a service.</summary>
public interface IConfigurationValidator
{
    /// <summary>Throws <see cref="Runtime.OrleansConfigurationException"/> if something is wrong.</summary>
    void ValidateConfiguration();
}
