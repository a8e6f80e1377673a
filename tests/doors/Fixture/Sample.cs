using System.Collections.Immutable;

namespace Genesis.Tests.Doors.Fixture;

/// <summary>A component that does what it is asked to: answers, fails, hangs, keeps what it is told.</summary>
internal sealed class Sample : Component<Sample.Notes>
{
    /// <summary>What it was told.</summary>
    public sealed record Notes(ImmutableList<string> Told);

    /// <summary>What an order is.</summary>
    public sealed record Order(string Symbol, decimal Amount);

    protected override Notes InitialState => new([]);

    protected override async ValueTask<object?> OnRequest(ComponentRequest request)
    {
        switch (request.Type)
        {
            case "echo": return request.Data;
            case "source": return request.Source;
            case "order": return request.Data.As<Order>();
            case "fail": throw new InvalidOperationException("It was told to fail.");
            case "wait":
                await Task.Delay(Timeout.InfiniteTimeSpan, Context.Time, request.Cancellation);
                return null;
            case "told": return State.Told;
            case "large": return new string('x', request.Data.As<int>());
            case "tell":
                await Context.Tell("sample.said", request.Data);
                return null;
            default: return ComponentRequest.Unknown;
        }
    }

    protected override ValueTask OnEvent(ComponentEvent happened)
    {
        if (happened.Type == "note.bad") throw new InvalidOperationException("A bad note.");
        State = new(State.Told.Add($"{happened.Source} {happened.Type} {happened.Data}"));
        return default;
    }
}
