namespace Genesis.Exchanges;

/// <summary>What a link does beside receiving: watches its socket, helps books that are in need, renews.</summary>
internal sealed partial class Link
{
    private const int MostResyncs = 32;
    private readonly Signal _doubts = new();
    private readonly LivenessRules _rules;
    private readonly SnapshotClient _snapshots;
    private int _resyncing;
    private int _fruitless;

    /// <summary>How long a venue may take to push a snapshot before its book is resynced, in ticks of the clock.</summary>
    private long SnapshotPatience => (long)(Options.SubscribeTimeout.TotalSeconds * Options.Time.TimestampFrequency);

    private void BookInNeed(Lane lane)
    {
        var now = Options.Time.GetTimestamp();
        if (lane.GoodSince != 0 && Options.Time.GetElapsedTime(lane.GoodSince, now) >= Options.StableAfter) lane.Resyncs.Reset();
        lane.ResyncAt = now + (long)(lane.Resyncs.Next().TotalSeconds * Options.Time.TimestampFrequency);
        _doubts.Release();
    }

    private async Task CareAsync(Wire wire, long lost, CancellationToken cancellation)
    {
        var beat = Beat();
        var nextSecond = 0L;
        try
        {
            while (true)
            {
                await _doubts.WaitAsync(beat, Options.Time, cancellation);
                if (lost != 0 && _life.State == LinkState.Live)
                {
                    Metrics.Recovered(Options.Time.GetElapsedTime(lost));
                    lost = 0;
                }
                wire.Check(_rules, Options.DataSilence * (1 << Math.Min(_fruitless, 6)), Options.SubscribeTimeout);
                HelpBooks(wire, cancellation);
                Renew(wire);
                if (!_untold.IsEmpty) TellAll();
                if (Options.Time.GetTimestamp() < nextSecond) continue;
                nextSecond = Options.Time.GetTimestamp() + Options.Time.TimestampFrequency;
                EachSecond();
            }
        }
        catch (OperationCanceledException)
        {
            // The socket has ended.
        }
    }

    private TimeSpan Beat()
    {
        TimeSpan[] limits = [_rules.Silence, _rules.PingEvery ?? _rules.Silence, _rules.PongWithin, Options.DataSilence, Options.SubscribeTimeout];
        var beat = limits.Where(limit => limit > TimeSpan.Zero).Min() / 4;
        return beat < TimeSpan.FromMilliseconds(20) ? TimeSpan.FromMilliseconds(20) : beat > TimeSpan.FromMilliseconds(250) ? TimeSpan.FromMilliseconds(250) : beat;
    }

    private void EachSecond()
    {
        lock (_gate)
        {
            _feed.CloseCandles(Options.Time.GetUtcNow());
            foreach (var lane in _dispatcher.Lanes)
                foreach (var consumer in lane.Consumers) consumer.CheckHang();
            if (_wire is not { } wire) return;
            foreach (var lane in _dispatcher.Lanes)
            {
                if (lane.RetryAt == 0 || Options.Time.GetTimestamp() < lane.RetryAt) continue;
                lane.RetryAt = 0;
                wire.Subscribe([lane.Carrier]);
            }
        }
    }

    private void HelpBooks(Wire wire, CancellationToken cancellation)
    {
        List<Lane>? needy = null;
        lock (_gate)
        {
            if (wire != _wire) return;
            var now = Options.Time.GetTimestamp();
            foreach (var lane in _dispatcher.Lanes)
                if (lane is { Confirmed: true, Resyncing: false, Stream.Channel: Channel.Book } && now >= lane.ResyncAt && NeedsHelp(lane))
                    (needy ??= []).Add(lane);
            if (needy is null) return;
            foreach (var lane in needy.OrderByDescending(lane => lane.Priority).TakeWhile(_ => _resyncing < MostResyncs))
            {
                _resyncing++;
                lane.Resyncing = true;
                _ = ResyncAsync(wire, lane, _feed.Book(lane.Stream.Symbol)!, cancellation);
            }
        }
    }

    // While a planned cut is under way, the successor brings the snapshots that are pushed.
    private bool NeedsHelp(Lane lane) =>
        _feed.Book(lane.Stream.Symbol)?.Need is { } need && (need == BookNeed.RestSnapshot || (need == BookNeed.Resubscription && _handover is null));

    /// <summary>Helps one book alone: with a REST snapshot, or by subscribing it anew.</summary>
    private async Task ResyncAsync(Wire wire, Lane lane, OrderBook book, CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var problem = "";
        try
        {
            if (book.Need == BookNeed.RestSnapshot && Venue.BookSnapshotQuery(lane.Stream) is { } query)
            {
                (var snapshot, problem) = await _snapshots.GetAsync(lane.Stream, query, cancellation);
                lock (_gate)
                    if (snapshot is not null && wire == _wire) ToBook(snapshot);
            }
            else
            {
                _log.Resubscribing(Name, lane.Stream.Name);
                lock (_gate)
                {
                    lane.Confirmed = false;
                    wire.Unsubscribe([lane.Carrier]);
                    wire.Subscribe([lane.Carrier]);
                }
            }
        }
        catch (OperationCanceledException)
        {
            problem = "cancelled";
        }
        finally
        {
            lock (_gate)
            {
                lane.Resyncing = false;
                _resyncing--;
                // What did not help yet is tried again, later each time.
                if (book.Need != BookNeed.None && lane.Confirmed)
                    lane.ResyncAt = Math.Max(lane.ResyncAt, Options.Time.GetTimestamp() + (long)(lane.Resyncs.Next().TotalSeconds * Options.Time.TimestampFrequency));
            }
            if (problem.Length > 0) _log.ResyncFailed(Name, lane.Stream.Name, problem);
            _doubts.Release();
            TellAll();
        }
    }
}
