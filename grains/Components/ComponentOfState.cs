using System.Text.Json;

namespace Genesis;

/// <summary>A component with a state that survives failures and restarts.</summary>
/// <typeparam name="TState">An immutable record that System.Text.Json can write and read. It is replaced whole: <c>State = State with { … }</c>.</typeparam>
public abstract class Component<TState> : Component
    where TState : class
{
    private readonly Keeper _kept;

    /// <summary>Nothing is there before <see cref="Component.OnStart"/>.</summary>
    protected Component() => _kept = new Keeper(this);

    /// <summary>
    /// The state. Setting it is what makes it kept: it is written within the checkpoint interval, together with the note that what is handled now was handled.
    /// Do not hold it across an await: another handler may have replaced it.
    /// </summary>
    protected TState State
    {
        get => _kept.State ?? throw new InvalidOperationException($"{GetType().Name} used its state in the constructor. It has one from OnStart on.");
        set => _kept.Set(value ?? throw new ArgumentNullException(nameof(value), $"{GetType().Name} set its state to null."));
    }

    /// <summary>The state of a component that has none yet.</summary>
    protected abstract TState InitialState { get; }

    /// <summary>Version of the shape of <typeparamref name="TState"/>; raise it when an older one can no longer be read as it is.</summary>
    protected virtual int StateVersion => 1;

    /// <summary>Turns a stored state of another version into one of today's. Refuses it unless overridden.</summary>
    /// <param name="stored">The stored state.</param>
    /// <param name="version">Its version.</param>
    protected virtual TState Upgrade(JsonElement stored, int version) => throw new StateVersionException(
        $"The stored state of {Id} has version {version}, and {GetType().Name} is at version {StateVersion}. Override Upgrade to take it over, or remove the checkpoint.");

    internal sealed override IKeptState? Kept => _kept;

    private sealed class Keeper(Component<TState> owner) : IKeptState
    {
        public TState? State { get; private set; }

        public int Version => owner.StateVersion;

        public long Changes { get; private set; }

        public object? Current => State;

        public Action? Changed { get; set; }

        public void Set(TState state)
        {
            State = state;
            Changes++;
            Changed?.Invoke();
        }

        public void Restore(Payload? stored, int version) => State =
            stored is null ? owner.InitialState
            : version == Version ? stored.As<TState>()
            : owner.Upgrade(stored.As<JsonElement>(), version);
    }
}
