namespace Genesis.Silo.Demo;

/// <summary>Asks its neighbour to ask around: one half of a circle.</summary>
internal sealed class Neighbour : Component
{
    public const string Left = "demo_left";
    public const string Right = "demo_right";

    /// <summary>The request; the answer says how the neighbour's ask ended.</summary>
    public const string Around = "around";

    protected override async ValueTask<object?> OnRequest(ComponentRequest request)
    {
        if (request.Type != Around) return ComponentRequest.Unknown;
        var outcome = await Context.Ask(Id == Left ? Right : Left, Around);
        return outcome.IsOk ? outcome.As<string>() : outcome.Kind.ToString();
    }
}
