using System.Collections.Concurrent;
using System.Globalization;
using Genesis.Embedded.Hosting;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace Genesis.Embedded.Streams;

/// <summary>The grain classes with [ImplicitStreamSubscription], and which grain of each a stream belongs to.</summary>
internal sealed class ImplicitSubscribers
{
    private readonly List<(GrainType Type, Type Class, IStreamNamespacePredicate Predicate)> _rules = [];
    private readonly ConcurrentDictionary<string, (GrainType Type, Type Class)[]> _byNamespace = new();

    public ImplicitSubscribers(GrainTypes types)
    {
        foreach (var type in types.Classes.Where(static type => !type.IsGenericTypeDefinition))
        {
            foreach (ImplicitStreamSubscriptionAttribute subscription in type.GetCustomAttributes(typeof(ImplicitStreamSubscriptionAttribute), inherit: true))
            {
                if (!string.IsNullOrWhiteSpace(subscription.StreamIdMapper))
                    throw new NotSupportedException(
                        $"{type}: [ImplicitStreamSubscription] names the stream id mapper '{subscription.StreamIdMapper}'. This engine has only the default: the stream's key is the grain's.");
                _rules.Add((types.NameOf(type), type, subscription.Predicate));
            }
        }
    }

    /// <summary>The implicit subscriptions of a stream. A stream without a namespace has none.</summary>
    public IEnumerable<SubscriptionRecord> SubscribersOf(StreamKey stream, StreamSettings settings)
    {
        if (settings.PubSubType == StreamPubSubType.ExplicitGrainBasedOnly) return [];
        return ClassesFor(stream.Id.GetNamespace())
            .Select(found => new SubscriptionRecord(SubscriptionIds.Implicit(found.Type, stream), GrainId.Create(found.Type, KeyOf(found.Class, stream.Id))));
    }

    public bool IsSubscriber(GrainId consumer, StreamKey stream, StreamSettings settings) =>
        settings.PubSubType != StreamPubSubType.ExplicitGrainBasedOnly
        && Array.Exists(ClassesFor(stream.Id.GetNamespace()), found => found.Type == consumer.Type);

    private (GrainType Type, Type Class)[] ClassesFor(string? streamNamespace) =>
        _rules.Count == 0 || string.IsNullOrWhiteSpace(streamNamespace)
            ? []
            : _byNamespace.GetOrAdd(streamNamespace, name =>
                [.. _rules.Where(rule => rule.Predicate.IsMatch(name)).Select(static rule => (rule.Type, rule.Class)).Distinct()]);

    /// <summary>The stream's key in the form that keys of the grain have; compound keys take the namespace as their extension.</summary>
    private static IdSpan KeyOf(Type grain, StreamId stream)
    {
        var (key, space) = (stream.GetKeyAsString(), stream.GetNamespace() ?? "");
        if (Is<IGrainWithGuidKey>(grain) || Is<IGrainWithGuidCompoundKey>(grain))
        {
            if (!Guid.TryParseExact(key, "N", out var guid)) throw WrongKey(grain, stream, "a Guid");
            return Is<IGrainWithGuidCompoundKey>(grain) ? GrainIdKeyExtensions.CreateGuidKey(guid, space) : GrainIdKeyExtensions.CreateGuidKey(guid);
        }
        if (Is<IGrainWithIntegerKey>(grain) || Is<IGrainWithIntegerCompoundKey>(grain))
        {
            if (!long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) throw WrongKey(grain, stream, "an integer");
            return Is<IGrainWithIntegerCompoundKey>(grain) ? GrainIdKeyExtensions.CreateIntegerKey(number, space) : GrainIdKeyExtensions.CreateIntegerKey(number);
        }
        return IdSpan.Create(key);
    }

    private static bool Is<T>(Type grain) => typeof(T).IsAssignableFrom(grain);

    private static ArgumentException WrongKey(Type grain, StreamId stream, string kind) => new(
        $"Stream {stream} has implicit subscribers of class {grain.FullName}, whose keys are {kind}, and '{stream.GetKeyAsString()}' is not one. "
        + "Publish with a key of that kind, or narrow the namespaces of [ImplicitStreamSubscription].");
}
