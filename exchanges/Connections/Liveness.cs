namespace Genesis.Exchanges;

/// <summary>Decides, from elapsed times alone, whether a socket lives.</summary>
internal static class Liveness
{
    /// <param name="rules">The venue's.</param>
    /// <param name="dataSilence">No market data for so long, although the venue answers: the subscriptions are dead.</param>
    /// <param name="sinceFrame">Since the last frame of any kind, or since the socket was opened.</param>
    /// <param name="sinceData">Since the last market data, or since the socket was opened.</param>
    /// <param name="sinceQuestion">Since the last ping of ours; null if there was none.</param>
    public static Pulse Judge(LivenessRules rules, TimeSpan dataSilence, TimeSpan sinceFrame, TimeSpan sinceData, TimeSpan? sinceQuestion)
    {
        if (sinceData >= dataSilence) return Pulse.NoData;
        if (sinceFrame >= rules.Silence) return Pulse.Silent;
        // An answer is any frame after the question.
        var pending = sinceQuestion is { } asked && sinceFrame >= asked ? sinceQuestion : null;
        if (pending >= rules.PongWithin) return Pulse.Silent;
        return pending is null && rules.Ping.Length > 0 && sinceFrame >= rules.PingEvery ? Pulse.Ask : Pulse.Fine;
    }
}
