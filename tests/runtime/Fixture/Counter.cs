namespace Genesis.Tests.Runtime.Fixture;

/// <summary>Counts what it is asked to count, keeps the count, and fails on request.</summary>
internal sealed class Counter : Component<Counter.Count>
{
    public sealed record Count(int Value);

    protected override Count InitialState => new(0);

    protected internal override async ValueTask<object?> OnRequest(ComponentRequest request)
    {
        switch (request.Type)
        {
            case "add":
                State = new(State.Value + 1);
                return State.Value;
            case "get":
                return State.Value;
            case "fail":
                State = new(State.Value + 1000);
                throw new InvalidOperationException("on request");
            case "hang":
                await Task.Delay(Timeout.InfiniteTimeSpan, Context.Time, request.Cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                await Task.Delay(TimeSpan.FromHours(1), Context.Time);
                State = new(-1);
                return "late";
            case "report":
                Context.ReportFailure("it says so");
                return null;
            default:
                return ComponentRequest.Unknown;
        }
    }
}
