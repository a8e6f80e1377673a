using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;

namespace Orleans.Runtime;

/// <summary>
/// Values that travel with calls: what a caller sets is seen by those it calls and those they call; never by its own caller, nor by
/// calls that are beside it. The values themselves must be immutable.
/// </summary>
public static class RequestContext
{
    internal const string ReentrancyKey = "#CCR";

    private static readonly AsyncLocal<Dictionary<string, object>?> Flow = new();

    /// <summary>Names the call chain that may re-enter grains which allowed it; empty when there is none.</summary>
    public static Guid ReentrancyId
    {
        get => Get(ReentrancyKey) is Guid id ? id : Guid.Empty;
        set
        {
            if (value == Guid.Empty) Remove(ReentrancyKey);
            else Set(ReentrancyKey, value);
        }
    }

    /// <summary>The names of all values.</summary>
    public static IEnumerable<string> Keys => Flow.Value?.Keys ?? Enumerable.Empty<string>();

    /// <summary>All values with their names.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => Flow.Value ?? Enumerable.Empty<KeyValuePair<string, object>>();

    /// <summary>The values as they travel; never changed after they were set, so that they can be shared.</summary>
    internal static Dictionary<string, object>? Values => Flow.Value;

    /// <summary>Until the section is disposed, calls that come back to this grain from calls made now run at once instead of waiting behind it.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var outer = ReentrancyId;
        return new ReentrancySection(outer, outer == Guid.Empty ? ChainIds.Next() : outer);
    }

    /// <summary>Until the section is disposed, calls made now do not belong to the call chain.</summary>
    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    /// <summary>The value of that name, or null.</summary>
    public static object? Get(string key) => Flow.Value is { } values && values.TryGetValue(key, out var value) ? value : null;

    /// <summary>Sets a value for calls from here on.</summary>
    public static void Set(string key, object value) =>
        Flow.Value = Flow.Value is { } values ? new Dictionary<string, object>(values) { [key] = value } : new Dictionary<string, object> { [key] = value };

    /// <summary>Removes a value for calls from here on. True when it was there.</summary>
    public static bool Remove(string key)
    {
        if (Flow.Value is not { } values || !values.ContainsKey(key)) return false;
        if (values.Count == 1)
        {
            Flow.Value = null;
            return true;
        }
        var rest = new Dictionary<string, object>(values);
        rest.Remove(key);
        Flow.Value = rest;
        return true;
    }

    /// <summary>Removes all values for calls from here on.</summary>
    public static void Clear()
    {
        if (Flow.Value is not null) Flow.Value = null;
    }

    internal static void Restore(Dictionary<string, object>? values)
    {
        if (!ReferenceEquals(Flow.Value, values)) Flow.Value = values;
    }

    /// <summary>A stretch of code in which call-chain reentrancy is allowed or suppressed.</summary>
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _outer;
        private readonly Guid _inner;

        /// <summary>Enters the section.</summary>
        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _outer = originalReentrancyId;
            _inner = newReentrancyId;
            if (_inner != _outer) ReentrancyId = _inner;
            if (_inner != Guid.Empty) (RuntimeContext.Current as Activation)?.EnterReentrantSection(_inner);
        }

        /// <summary>Leaves the section.</summary>
        public void Dispose()
        {
            if (_inner != Guid.Empty) (RuntimeContext.Current as Activation)?.ExitReentrantSection(_inner);
            if (_inner != _outer) ReentrancyId = _outer;
        }
    }
}
