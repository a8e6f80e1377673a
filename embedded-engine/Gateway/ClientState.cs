using Orleans.Runtime;

namespace Genesis.Embedded.Gateway;

/// <summary>What a client knows at the moment: its connection, if there is one, and the silo's grains as they were told last.</summary>
internal sealed class ClientState
{
    private volatile GatewayConnection? _connection;
    private volatile string _why = "the client has not been started. Start its host first: references and calls need what the silo tells when it is connected.";
    private volatile Welcome? _silo;

    /// <summary>The open connection; null while there is none.</summary>
    public GatewayConnection? Connection => _connection;

    /// <summary>For messages: why there is no connection and what will happen.</summary>
    public string WhyUnconnected => _why;

    public GrainType ImplementationOf(Type face, string? prefix) => _silo is { } silo
        ? silo.Manifest.ImplementationOf(face, prefix, silo.SiloName)
        : typeof(Orleans.IGrainObserver).IsAssignableFrom(face) ? Hosting.LocalObservers.ObserverType : throw new InvalidOperationException($"No reference to {face.FullName} can be made: {_why}");

    public void Connected(GatewayConnection connection, Welcome silo)
    {
        _silo = silo;
        _connection = connection;
    }

    public void Lost(string why)
    {
        _why = why;
        _connection = null;
    }
}
