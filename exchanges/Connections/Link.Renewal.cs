namespace Genesis.Exchanges;

/// <summary>Make before break: the successor is open and subscribed before the old socket goes.</summary>
internal sealed partial class Link
{
    private Handover? _handover;
    private Task _renewal = Task.CompletedTask;
    private volatile bool _renewNow;

    /// <summary>Opens a successor now. Completes when it has taken over (true), or when that failed and everything is as before (false).</summary>
    public async Task<bool> RenewAsync()
    {
        Task<bool> renewal;
        lock (_gate)
        {
            if (_wire is null || _life.IsEnding || !_renewal.IsCompleted) return false;
            _renewNow = false;
            _renewal = renewal = Task.Run(() => RenewAsync(_wire));
        }
        return await renewal;
    }

    private void Renew(Wire wire)
    {
        var old = Limits.ConnectionLife is { } life && wire.Age >= RenewAge(life);
        if ((_renewNow || old) && wire == _wire && _renewal.IsCompleted && Options.Time.GetTimestamp() >= _nextRenewal) _ = RenewAsync();
    }

    private long _nextRenewal;

    private TimeSpan RenewAge(TimeSpan life) => life - Options.RenewBefore > TimeSpan.Zero ? life - Options.RenewBefore : life * 0.9;

    private async Task<bool> RenewAsync(Wire old)
    {
        Wire? successor = null;
        try
        {
            _log.Renewing(Name, old.Age.TotalHours);
            successor = await HandshakeAsync();
            lock (_gate)
            {
                if (_wire != old || _life.IsEnding) return false;
                _handover = new Handover(old, successor, _feed, Options.Time, Recent, _forward);
                successor.Subscribe(Carriers());
            }
            while (!IsComplete(successor))
            {
                if (successor.Ended.IsCompleted || (successor.Subscriptions.Waiting > 0 && successor.Age > Options.LongestOverlap)) return false;
                await Task.Delay(TimeSpan.FromMilliseconds(20), Options.Time, _closing.Token);
            }
            return TakeOver(successor);
        }
        catch (Exception problem)
        {
            _log.RenewFailed(Name, problem.Message);
            return false;
        }
        finally
        {
            _nextRenewal = Options.Time.GetTimestamp() + (30 * Options.Time.TimestampFrequency);
            await AbandonAsync(successor);
            TellAll();
        }
    }

    /// <summary>Every stream has crossed; or the longest overlap is over; or the old socket has gone.</summary>
    private bool IsComplete(Wire successor)
    {
        lock (_gate)
        {
            if (_handover is not { } handover || handover.Successor != successor) return true;
            if (successor.Subscriptions.Waiting == 0 && _dispatcher.Lanes.All(lane => handover.HasCrossed(StreamAddress.Of(lane.Carrier)))) return true;
            return successor.Subscriptions.Waiting == 0 && handover.Age >= Options.LongestOverlap;
        }
    }

    private bool TakeOver(Wire successor)
    {
        lock (_gate)
        {
            if (_handover is not { } handover || handover.Successor != successor) return _wire == successor;
            Finish(handover);
            handover.Old.End("renewed");
            return true;
        }
    }

    // Under the lock. What has not crossed by now was quiet, or the old socket has gone before its time.
    private void Finish(Handover handover, bool oldDied = false)
    {
        _handover = null;
        foreach (var lane in _dispatcher.Lanes)
        {
            if (handover.HasCrossed(StreamAddress.Of(lane.Carrier))) continue;
            if (lane.Stream.Channel != Channel.Book)
            {
                if (oldDied) lane.OpenGap(GapReason.ConnectionLost);
            }
            else if (_feed.Book(lane.Stream.Symbol) is { } book && (oldDied || book.Rule.Snapshots == SnapshotSource.Pushed))
                book.Doubt(DoubtKind.ConnectionLost, Options.Time.GetUtcNow(), "its new socket had not brought it yet");
        }
        foreach (var overlap in handover.End(_dispatcher.Lanes.Select(lane => lane.Stream)))
            Tell(observer => observer.OnOverlap(overlap));
        _wire = handover.Successor;
        foreach (var lane in _dispatcher.Lanes) lane.Confirmed = !handover.Successor.Subscriptions.IsWaiting(lane.Carrier);
        _log.Renewed(Name, handover.Age.TotalMilliseconds);
    }

    /// <summary>A successor that did not take over goes.</summary>
    private async Task AbandonAsync(Wire? successor)
    {
        if (successor is null) return;
        lock (_gate)
        {
            if (_wire == successor) return;
            if (_handover?.Successor == successor) _handover = null;
        }
        successor.End("renewed");
        await successor.Ended;
        Metrics.Closed();
    }

    private async Task EndRenewalAsync()
    {
        await _renewal;
        Wire? left;
        lock (_gate) left = _wire;
        if (left is null) return;
        left.End("closed");
        await left.Ended;
        Metrics.Closed();
    }
}
