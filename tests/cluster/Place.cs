using System.Collections.Immutable;

namespace Genesis.Tests.Cluster;

/// <summary>Says on which silo it runs, keeps the numbers that it was told, and asks others.</summary>
internal sealed class Place(ILocalSiloDetails silo) : Component<Place.Numbers>
{
    public const string Where = "where";
    public const string Sum = "sum";
    public const string Ask = "ask";
    public const string Tell = "tell";
    public const string Told = "number.told";
    public const string Durable = "order";

    public sealed record Numbers(ImmutableList<int> Seen);

    protected override Numbers InitialState => new([]);

    protected override async ValueTask<object?> OnRequest(ComponentRequest request)
    {
        switch (request.Type)
        {
            case Where:
                return silo.SiloAddress.ToParsableString();
            case Sum:
                return State.Seen.ToArray();
            case Ask:
                return (await Context.Ask(request.Data.As<string>(), Where)).As<string>();
            case Tell:
                var numbers = request.Data.As<int[]>();
                foreach (var number in numbers) await Context.Tell(Durable, number);
                return numbers.Length;
            default:
                return ComponentRequest.Unknown;
        }
    }

    protected override ValueTask OnEvent(ComponentEvent happened)
    {
        State = new(State.Seen.Add(happened.Data.As<int>()));
        return default;
    }
}
