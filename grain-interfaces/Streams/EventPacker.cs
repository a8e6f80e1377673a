using System.Collections.Concurrent;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;

namespace Genesis.Streams;

/// <summary>
/// Makes an entry of what a producer sends. Events that can change are copied, as Orleans copies the arguments of grain calls; immutable
/// ones are not.
/// </summary>
internal sealed class EventPacker(DeepCopier copier, IDeepCopierProvider copiers)
{
    private readonly ConcurrentDictionary<Type, bool> _immutable = new();

    /// <summary>Returns the entry and the number of its events; with no event there is no entry.</summary>
    public (object? Entry, int Count) Pack<T>(IEnumerable<T> events)
    {
        if (events is T[] { Length: 1 } one) return (Copy(one[0]), 1);
        var array = events.ToArray();
        switch (array.Length)
        {
            case 0:
                return (null, 0);
            case 1:
                return (Copy(array[0]), 1);
            default:
                if (!IsSealed<T>.Value || !IsImmutable(typeof(T)))
                    for (var i = 0; i < array.Length; i++) array[i] = Copy(array[i]);
                return (new EventGroup(array), array.Length);
        }
    }

    private T Copy<T>(T @event) => @event is null || IsImmutable(@event.GetType()) ? @event : copier.Copy(@event)!;

    private bool IsImmutable(Type type) =>
        _immutable.TryGetValue(type, out var known)
            ? known
            : _immutable.GetOrAdd(type, copiers.TryGetDeepCopier(type) is IOptionalDeepCopier found && found.IsShallowCopyable());

    private static class IsSealed<T>
    {
        public static readonly bool Value = typeof(T).IsValueType || typeof(T).IsSealed;
    }
}
