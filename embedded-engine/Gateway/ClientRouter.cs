using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Filters;
using Genesis.Embedded.Hosting;
using Genesis.Embedded.Proxies;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Gateway;

/// <summary>
/// The way of a client's calls: to a silo over the one connection that is open, or to an observer of this process through the client's own
/// engine, which runs nothing but observers.
/// </summary>
internal sealed class ClientRouter : ICallRouter
{
    private readonly Engine _engine;
    private readonly ClientState _state;
    private readonly EngineGrainFactory _factory;

    public ClientRouter(Engine engine, ClientState state)
    {
        (_engine, _state) = (engine, state);
        References = new ReferenceFactory(this, state.ImplementationOf, InterfaceNames.Find);
        _factory = new EngineGrainFactory(engine.Services, References, engine.Observers);
    }

    public ReferenceFactory References { get; }

    public IClusterClient Client => _factory;

    IGrainFactory ICallRouter.GrainFactory => _factory;

    public bool HasOutgoingFilters => _engine.Filters.HasOutgoing;

    public void Send(GrainReference target, ICall call)
    {
        var id = target.GrainId;
        if (id.Type == LocalObservers.ObserverType && _engine.Observers.Find(id) is not null)
        {
            _engine.Send(target, call);
            return;
        }
        ref var header = ref call.Header;
        header.Caller = RuntimeContext.Current as Activation;
        if (_state.Connection is not { } connection)
        {
            FailUnconnected(id, call);
            return;
        }
        if (RequestContext.Values is { } values) header.Extra().Context = values;
        if (call.Method.TokenIndex >= 0)
        {
            CallTokens.Watch(call, _engine.MessagingOptions.WaitForCancellationAcknowledgement);
            if (call.Promise.IsCompleted) return;
        }
        var timeout = _engine.TimeoutOf(call.Method);
        header.Deadline = timeout == long.MaxValue ? long.MaxValue : _engine.Executor.Now + timeout;
        connection.Send(id, call);
    }

    public async Task<T> SendThroughFilters<T>(GrainReference target, Call<T> call)
    {
        var result = await new OutgoingFilterContext(this, _engine.Filters.Outgoing, target, call).Run();
        return typeof(T) == typeof(Unit) || result is null ? default! : (T)result;
    }

    private void FailUnconnected(GrainId id, ICall call)
    {
        _engine.Metrics.Rejected();
        if (call.Method.IsOneWay)
        {
            _engine.Log.GatewayOneWayDropped(call.Method.DisplayName, id);
            call.ReadResult(new WireReader());
            return;
        }
        call.TryFail(new SiloUnavailableException($"{call.Method.DisplayName} of grain {id} was not sent: {_state.WhyUnconnected}"));
    }
}
