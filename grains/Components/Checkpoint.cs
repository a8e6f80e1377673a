using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Genesis.Events;
using Genesis.Storage;

namespace Genesis;

/// <summary>What is kept of a component: enough to go on after a failure of the component, of its host or of the machine.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.Checkpoint")]
public sealed record Checkpoint : IDurableEffects
{
    /// <summary>Name of the component's class: the state of another class is refused.</summary>
    [Id(0)]
    public string ComponentType { get; init; } = "";

    /// <summary>Version of the state's shape.</summary>
    [Id(1)]
    public int StateVersion { get; init; }

    /// <summary>The state; null for components that keep none.</summary>
    [Id(2), JsonConverter(typeof(StateJsonConverter))]
    public Payload? State { get; init; }

    /// <summary>The last ten local events, oldest first.</summary>
    [Id(3)]
    public ImmutableArray<ComponentEvent> LocalEvents { get; init; } = [];

    /// <summary>The last ten events from outside and from exchanges, oldest first.</summary>
    [Id(4)]
    public ImmutableArray<ComponentEvent> ExternalEvents { get; init; } = [];

    /// <summary>When the component last handled something (UTC).</summary>
    [Id(5)]
    public DateTimeOffset LastActivity { get; init; }

    /// <summary>The generation that wrote it.</summary>
    [Id(6)]
    public long Generation { get; init; }

    /// <summary>The epoch of the events that the component told.</summary>
    [Id(7)]
    public long Epoch { get; init; }

    /// <summary>Which durable events were handled: their effect is in the state.</summary>
    [Id(8)]
    public HandledSnapshot? Handled { get; init; }

    /// <summary>The activation that wrote it: what it finds of its own though it was told nothing is not another's.</summary>
    [Id(19)]
    public string Writer { get; init; } = "";

    /// <summary>Whether it holds the effect of durable events that the one before did not.</summary>
    [JsonIgnore, Id(20)]
    public bool HasDurableEffects { get; init; }
}
