using System.Collections.Immutable;

namespace Genesis.Events;

/// <summary>All that a component subscribes to from now on.</summary>
/// <param name="ComponentId">The component.</param>
/// <param name="Subscriptions">What it gets; nothing if it is gone.</param>
internal sealed record SubscriptionChange(string ComponentId, ImmutableArray<ComponentSubscription> Subscriptions);
