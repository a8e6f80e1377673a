using System.Collections.Immutable;

namespace Genesis.Trading;

/// <summary>The state of the signal processor.</summary>
/// <param name="Accepted">Signals that became an order.</param>
/// <param name="Refused">Signals that did not.</param>
/// <param name="Unsettled">Signals whose order was sent and is not known to have arrived, by their ids.</param>
/// <param name="Reasons">How many were refused by which reason; the rarest share one entry.</param>
public sealed record SignalsState(long Accepted, long Refused, ImmutableDictionary<string, UnsettledSignal> Unsettled, ImmutableSortedDictionary<string, long> Reasons)
{
    private const int MostReasons = 50;
    private const string Others = "other reasons";

    /// <summary>Nothing yet.</summary>
    public static SignalsState Empty { get; } = new(0, 0, ImmutableDictionary<string, UnsettledSignal>.Empty, ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal));

    /// <summary>With one signal ended. One that was unsettled is so no more.</summary>
    /// <param name="id">The signal.</param>
    /// <param name="reason">Why it was refused; null when it was accepted.</param>
    public SignalsState Ended(string id, string? reason)
    {
        var settled = this with { Unsettled = Unsettled.Remove(id) };
        if (reason is null) return settled with { Accepted = Accepted + 1 };
        var key = Reasons.ContainsKey(reason) || Reasons.Count < MostReasons ? reason : Others;
        return settled with { Refused = Refused + 1, Reasons = Reasons.SetItem(key, Reasons.GetValueOrDefault(key) + 1) };
    }
}
