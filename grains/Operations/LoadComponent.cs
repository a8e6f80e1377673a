namespace Genesis.Operations;

/// <summary>A component that is there to be put under load: counts what it handles, and keeps the count.</summary>
internal sealed class LoadComponent(LoadMeter meter) : Component<LoadComponent.Work>
{
    /// <summary>The name of the class in registrations.</summary>
    public const string Name = "Genesis.Load";

    /// <summary>Beginning of the ids.</summary>
    public const string Prefix = "bench-";

    /// <summary>Type of the requests.</summary>
    public const string RequestType = "bench";

    public sealed record Work(long Events, long Requests);

    protected override Work InitialState => new(0, 0);

    protected internal override ValueTask<object?> OnRequest(ComponentRequest request)
    {
        if (request.Type != RequestType) return new(ComponentRequest.Unknown);
        State = State with { Requests = State.Requests + 1 };
        return new(request.Data);
    }

    protected internal override ValueTask OnEvent(ComponentEvent happened)
    {
        State = State with { Events = State.Events + 1 };
        meter.Handled(happened.Data.As<LoadMessage>());
        return default;
    }
}
