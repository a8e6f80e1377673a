using System.Collections.Immutable;

namespace Genesis.Tests.Runtime.Events;

/// <summary>Keeps the data of the events that it has handled, in order; passes some on.</summary>
internal sealed class Keeper : Component<Keeper.Book>
{
    public sealed record Book(ImmutableList<int> Numbers);

    protected override Book InitialState => new([]);

    protected internal override ValueTask<object?> OnRequest(ComponentRequest request) => request.Type switch
    {
        "get" => new(State.Numbers.ToImmutableArray()),
        "fail" => throw new InvalidOperationException("on request"),
        _ => new(ComponentRequest.Unknown),
    };

    protected internal override async ValueTask OnEvent(ComponentEvent happened)
    {
        var number = happened.Data.As<int>();
        if (Context.Settings.TryGetValue("passes-on", out var type)) await Context.Tell(type, number);
        State = new(State.Numbers.Add(number));
    }
}
