namespace Genesis.Doors;

/// <summary>
/// Stands for a program outside. What comes in on its socket it tells on under its own id, so that components get it by subscribing, as from any other component.
/// Register one for each such program: <c>{"id":"scanner","type":"Outside"}</c>.
/// </summary>
public sealed class Outside : Component
{
    /// <inheritdoc/>
    protected internal override async ValueTask OnExternalEvent(ComponentEvent happened)
    {
        var told = await Context.Tell(happened.Type, happened.Data, new TellOptions { Key = happened.Key, Time = happened.Time });
        if (told.Refused is { } refused) throw new InvalidOperationException(refused);
    }
}
