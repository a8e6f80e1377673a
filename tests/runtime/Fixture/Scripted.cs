namespace Genesis.Tests.Runtime.Fixture;

/// <summary>A component whose handlers are given by the test.</summary>
internal sealed class Scripted(Func<Scripted, ComponentRequest, ValueTask<object?>>? onRequest = null, Func<Scripted, ComponentEvent, ValueTask>? onEvent = null) : Component
{
    public IComponentContext Self => Context;

    protected internal override ValueTask<object?> OnRequest(ComponentRequest request) => onRequest is null ? new(ComponentRequest.Unknown) : onRequest(this, request);

    protected internal override ValueTask OnEvent(ComponentEvent happened) => onEvent is null ? default : onEvent(this, happened);
}
