using System.Collections.Concurrent;

namespace Genesis.Events;

/// <summary>
/// Remembers what was worked out for event types. Types are named from outside too, so it is bounded: when it is full it starts anew, and what is
/// in use comes back at its next use. Safe from any thread.
/// </summary>
/// <param name="find">Works it out; may be called more than once for one type.</param>
internal sealed class TypeCache<TValue>(Func<string, TValue> find)
{
    /// <summary>How many types are remembered.</summary>
    public const int Capacity = 4096;

    private readonly ConcurrentDictionary<string, TValue> _values = new(StringComparer.Ordinal);

    /// <summary>Types that are remembered at present.</summary>
    public int Count => _values.Count;

    /// <summary>What belongs to a type.</summary>
    public TValue Get(string type)
    {
        if (_values.TryGetValue(type, out var value))
            return value;
        if (_values.Count >= Capacity)
            _values.Clear();
        return _values.GetOrAdd(type, find);
    }
}
