using System.Collections.Immutable;

namespace Genesis;

/// <summary>A process that asks and tells components: it is told what it must know at once. Each call is acknowledged by its end.</summary>
[Alias("Genesis.IProcessObserver")]
public interface IProcessObserver : IGrainObserver
{
    /// <summary>Registrations have changed.</summary>
    /// <returns>Whether it could be taken over; if not, the process asks for what it has missed.</returns>
    [Alias("RegistryChanged")]
    Task<bool> RegistryChanged(RegistryUpdate update);

    /// <summary>The system mode has changed.</summary>
    [Alias("ModeChanged")]
    Task ModeChanged(ModeChange change);

    /// <summary>Components have recovered: whoever left them alone may try again.</summary>
    [Alias("ComponentsRecovered")]
    Task ComponentsRecovered(ImmutableArray<string> ids);
}
