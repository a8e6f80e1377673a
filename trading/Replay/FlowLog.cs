using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Genesis.Trading;

/// <summary>What a flow has done, in order. Bounded: of very long runs the first entries are kept whole, and all of them are in the digest.</summary>
public sealed class FlowLog : IDisposable
{
    private const int Most = 100_000;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<string, OrderReport> _orders = new(StringComparer.Ordinal);
    private readonly HashSet<long> _fillNumbers = [];
    private readonly List<string> _lines = [];

    /// <summary>The signals.</summary>
    public List<Signal> Signals { get; } = [];

    /// <summary>How signals ended.</summary>
    public List<SignalOutcome> Outcomes { get; } = [];

    /// <summary>Each order as it was last told.</summary>
    public IReadOnlyCollection<OrderReport> Orders => _orders.Values;

    /// <summary>The fills.</summary>
    public List<Fill> Fills { get; } = [];

    /// <summary>What happened, a line each, to the last digit.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Stands for all of it: the same only for the same lines.</summary>
    public string Digest => Convert.ToHexStringLower(_hash.GetCurrentHash())[..16];

    internal void Add(Signal signal)
    {
        Signals.Add(signal);
        Write($"signal {signal.Id} {signal.Side} {signal.Amount} {signal.Symbol} at {signal.Price}: {signal.Reason}");
    }

    internal void Add(SignalOutcome outcome)
    {
        Outcomes.Add(outcome);
        Write($"signal {outcome.Signal.Id} {(outcome.Accepted ? "accepted" : $"refused: {outcome.Reason}")}");
    }

    internal void Add(OrderReport order)
    {
        // Told again after a restart: known.
        if (_orders.TryGetValue(order.ClientOrderId, out var known) && known == order) return;
        _orders[order.ClientOrderId] = order;
        Write($"order {order.ClientOrderId} {order.Side} {order.Amount} {order.Symbol} {order.Status}, filled {order.Filled} at {order.AveragePrice}, fees {order.Fees}{(order.Reason is null ? "" : $": {order.Reason}")}");
    }

    internal void Add(Fill fill)
    {
        if (!_fillNumbers.Add(fill.Number)) return;
        Fills.Add(fill);
        Write($"fill {fill.Number} of {fill.ClientOrderId}: {fill.Side} {fill.Amount} {fill.Symbol} at {fill.Price}, fee {fill.Fee}");
    }

    internal void Add(RiskNotice notice) => Write($"risk {notice.Kind} by {notice.By}: {notice.Reason}");

    /// <summary>Writes a line of the caller's.</summary>
    public void Write(FormattableString line)
    {
        var text = line.ToString(CultureInfo.InvariantCulture);
        _hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        if (_lines.Count < Most) _lines.Add(text);
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
