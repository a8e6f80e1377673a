using System.Collections.Immutable;
using Genesis;

namespace Acme;

/// <summary>A desk with components that nobody else sees, and states that nobody else sees: private, nested and generic. No attribute of Orleans is on them, so Orleans generates nothing for them.</summary>
internal static class Desk
{
    public static GenesisBuilder AddDesk(this GenesisBuilder builder) => builder.AddComponent<Blotter>("blotter").AddComponent<Tally>("tally");

    private sealed class Blotter : Component<Book<int>>
    {
        protected override Book<int> InitialState => new(ImmutableDictionary<string, Position<int>>.Empty);

        protected override ValueTask<object?> OnRequest(ComponentRequest request)
        {
            if (request.Type != "add") return new(ComponentRequest.Unknown);
            var line = request.Data.As<Line>();
            var position = State.Positions.GetValueOrDefault(line.Symbol) ?? new(0, []);
            State = new(State.Positions.SetItem(line.Symbol, new(position.Held + line.Amount, position.History.Add(line))));
            return new(State.Positions[line.Symbol].Held);
        }
    }

    private sealed class Tally : Component<Tally.Sum>
    {
        protected override Sum InitialState => new(0);

        protected override ValueTask<object?> OnRequest(ComponentRequest request)
        {
            if (request.Type != "add") return new(ComponentRequest.Unknown);
            State = State with { Total = State.Total + request.Data.As<long>() };
            return new(State.Total);
        }

        internal sealed record Sum(long Total);
    }

    private sealed record Book<T>(ImmutableDictionary<string, Position<T>> Positions);

    private sealed record Position<T>(T Held, ImmutableList<Line> History);

    private sealed record Line(string Symbol, int Amount);
}
