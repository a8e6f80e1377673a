namespace Genesis;

/// <content>Events.</content>
internal sealed partial class ComponentBus
{
    /// <inheritdoc/>
    public ValueTask<TellResult> Tell(string type, object? data, string source, TellOptions? options) => throw new NotSupportedException();
}
