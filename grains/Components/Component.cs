namespace Genesis;

/// <summary>
/// A part of the system: it answers requests and handles events, one at a time. Override what you need; there is nothing else to do.
/// </summary>
/// <remarks>
/// While a handler awaits an ask, other requests and events of the component may be handled: look at the state again after an ask.
/// While it awaits anything else, the component is busy and they wait.
/// </remarks>
public abstract class Component
{
    private IComponentContext? _context;

    /// <summary>What the component can do; there from <see cref="OnStart"/> on, not in the constructor.</summary>
    protected IComponentContext Context =>
        _context ?? throw new InvalidOperationException($"{GetType().Name} used its context in the constructor. It has one from OnStart on.");

    /// <summary>The component's id.</summary>
    protected string Id => Context.Id;

    /// <summary>Runs before the first request or event, with the state restored. An exception makes the start fail.</summary>
    protected internal virtual ValueTask OnStart() => default;

    /// <summary>Runs before the component leaves, when there is time for it: never rely on it.</summary>
    protected internal virtual ValueTask OnStop() => default;

    /// <summary>Answers a request. What it returns is the answer; null is an answer too.</summary>
    /// <returns>The answer, or <see cref="ComponentRequest.Unknown"/> for a type that the component does not know.</returns>
    protected internal virtual ValueTask<object?> OnRequest(ComponentRequest request) => new(ComponentRequest.Unknown);

    /// <summary>Handles an event, whatever its origin.</summary>
    protected internal virtual ValueTask OnEvent(ComponentEvent happened) => default;

    /// <summary>Handles an event that another component told; calls <see cref="OnEvent"/> unless overridden.</summary>
    protected internal virtual ValueTask OnLocalEvent(ComponentEvent happened) => OnEvent(happened);

    /// <summary>Handles an event from outside; calls <see cref="OnEvent"/> unless overridden.</summary>
    protected internal virtual ValueTask OnExternalEvent(ComponentEvent happened) => OnEvent(happened);

    /// <summary>Handles an event from an exchange; calls <see cref="OnEvent"/> unless overridden.</summary>
    protected internal virtual ValueTask OnExchangeEvent(ComponentEvent happened) => OnEvent(happened);

    internal void Bind(IComponentContext context) => _context = context;

    /// <summary>The state that is kept, or null for components that keep none.</summary>
    internal virtual IKeptState? Kept => null;
}
