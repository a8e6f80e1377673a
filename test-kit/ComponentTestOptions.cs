using Microsoft.Extensions.DependencyInjection;

namespace Genesis.TestKit;

/// <summary>What a component under test begins with.</summary>
public sealed class ComponentTestOptions
{
    /// <summary>The component's id; the name of its class when left out.</summary>
    public string? Id { get; init; }

    /// <summary>The component's settings.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The events that it gets: types, beginnings followed by <c>.*</c>, or <c>*</c>.</summary>
    public List<string> Subscriptions { get; } = [];

    /// <summary>How it is treated.</summary>
    public ComponentPolicies Policies { get; init; } = ComponentPolicies.Default;

    /// <summary>The state in the checkpoint that it starts from; none when left out.</summary>
    public object? State { get; init; }

    /// <summary>Version of the shape of <see cref="State"/>: another one than the component's makes it upgrade.</summary>
    public int StateVersion { get; init; } = 1;

    /// <summary>Makes the component; when left out, its constructor is called with <see cref="Services"/>.</summary>
    public Func<IServiceProvider, Component>? Make { get; init; }

    /// <summary>Adds what the component's constructor needs.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    /// <summary>Scripts what must be there before the component starts, such as others that it asks in <c>OnStart</c>.</summary>
    public Action<ComponentKit>? Before { get; init; }

    /// <summary>Settings of the runtime, by path, such as <c>Genesis:Checkpoints:Interval</c>.</summary>
    public Dictionary<string, string> Configuration { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Decides the order of what could run in any order, and the random numbers.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>When virtual time begins.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
