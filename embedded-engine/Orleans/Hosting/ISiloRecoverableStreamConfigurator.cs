namespace Orleans.Hosting;

/// <summary>Configures a silo's stream provider whose consumers may go back.</summary>
public interface ISiloRecoverableStreamConfigurator : ISiloPersistentStreamConfigurator;
