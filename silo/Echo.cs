namespace Genesis.Silo;

/// <summary>
/// A component to try things with: answers <c>echo</c> with what it was sent, and <c>count</c> with how many events it has got, which outlives the silo.
/// </summary>
internal sealed class Echo : Component<Echo.Received>
{
    /// <summary>How many events it has got.</summary>
    public sealed record Received(long Events);

    protected override Received InitialState => new(0);

    protected override ValueTask<object?> OnRequest(ComponentRequest request) => request.Type switch
    {
        "echo" => new(request.Data),
        "count" => new(State.Events),
        _ => new(ComponentRequest.Unknown),
    };

    protected override ValueTask OnEvent(ComponentEvent happened)
    {
        State = State with { Events = State.Events + 1 };
        return default;
    }
}
