using System.Collections.Immutable;

namespace Genesis;

/// <summary>How one component is treated. What is left out comes from the settings for all components.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.ComponentPolicies")]
public sealed record ComponentPolicies
{
    /// <summary>Nothing special.</summary>
    public static ComponentPolicies Default { get; } = new();

    /// <summary>Policies of request types; the name <c>*</c> is for all types that are not named.</summary>
    [Id(0)]
    public ImmutableDictionary<string, RequestPolicy> Requests { get; init; } = ImmutableDictionary<string, RequestPolicy>.Empty;

    /// <summary>Nothing else of it runs while it awaits an ask.</summary>
    [Id(1)]
    public bool Serial { get; init; }

    /// <summary>Its handlers block their thread: they run beside the grain's turn, and strictly one after the other.</summary>
    [Id(2)]
    public bool Blocking { get; init; }

    /// <summary>How many events may wait for it.</summary>
    [Id(3)]
    public int? MailboxCapacity { get; init; }

    /// <summary>When a handler counts as hung.</summary>
    [Id(4)]
    public TimeSpan? HungAfter { get; init; }

    /// <summary>How much its failure counts for the system mode, where 1 is the usual.</summary>
    [Id(5)]
    public double Weight { get; init; } = 1;

    /// <summary>What is done when it fails.</summary>
    [Id(6)]
    public SupervisionStrategy Supervision { get; init; }

    /// <summary>Components whose restart restarts this one, when they are supervised so.</summary>
    [Id(7)]
    public ImmutableArray<string> DependsOn { get; init; } = [];
}
