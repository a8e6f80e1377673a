using System.Globalization;

namespace Genesis.Tests.Runtime.Hosting;

/// <summary>Adds up what it is given, times its setting <c>step</c>.</summary>
public sealed class Tally : Component<Tally.Sum>
{
    public sealed record Sum(int Total);

    protected override Sum InitialState => new(0);

    protected internal override ValueTask<object?> OnRequest(ComponentRequest request)
    {
        if (request.Type == "fail") throw new InvalidOperationException("It was told to.");
        if (request.Type != "add") return new(ComponentRequest.Unknown);
        var step = int.Parse(Context.Settings.GetValueOrDefault("step") ?? "1", CultureInfo.InvariantCulture);
        State = new Sum(State.Total + (request.Data.As<int>() * step));
        return new(State.Total);
    }
}
