namespace Orleans.Hosting;

/// <summary>Configures a silo's stream provider.</summary>
public interface ISiloPersistentStreamConfigurator : IPersistentStreamConfigurator;
