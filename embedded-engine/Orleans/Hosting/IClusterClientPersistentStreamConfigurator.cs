namespace Orleans.Hosting;

/// <summary>Configures a client's stream provider.</summary>
public interface IClusterClientPersistentStreamConfigurator : IPersistentStreamConfigurator;
