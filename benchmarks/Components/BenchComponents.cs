namespace Genesis.Benchmarks.Components;

/// <summary>Answers with what it was sent.</summary>
internal sealed class EchoComponent : Component
{
    protected override ValueTask<object?> OnRequest(ComponentRequest request) => new(request.Data);
}

/// <summary>Asks another component so many times, one after the other.</summary>
internal sealed class RelayComponent : Component
{
    protected override async ValueTask<object?> OnRequest(ComponentRequest request)
    {
        var times = request.Data.As<long>();
        for (var left = times; left > 0; left--)
            if (!(await Context.Ask("echo-0", "echo", Sample)).IsOk) return "failed";
        return times;
    }

    private static readonly Payload Sample = Payload.Of("sample");
}
