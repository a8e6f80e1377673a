namespace Orleans.Hosting;

/// <summary>Configures a client's memory streams.</summary>
public interface IClusterClientMemoryStreamConfigurator : IMemoryStreamConfigurator, IClusterClientPersistentStreamConfigurator;
