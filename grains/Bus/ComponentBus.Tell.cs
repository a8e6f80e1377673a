namespace Genesis;

/// <content>Events.</content>
internal sealed partial class ComponentBus
{
    /// <inheritdoc/>
    public ValueTask<TellResult> Tell(string type, object? data, string source, TellOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        return _teller.Tell(_teller.Sources.Of(source), type, data, options, EventOrigin.External, default);
    }
}
