namespace Genesis.Exchanges;

/// <summary>Which streams a link has, and who gets them.</summary>
internal sealed partial class Link
{
    /// <summary>Begins its end if nothing is wanted of it: from then on it takes no stream.</summary>
    public bool TryRetire()
    {
        lock (_gate) return _dispatcher.Lanes.Count == 0 && (_life.TryMove(LinkState.Closing) || _life.IsEnding);
    }

    /// <summary>
    /// Gives the stream to a consumer, if the link can carry it: not when it is full, and not when a stream of the same address but another
    /// name is here already (<c>@trade</c> and <c>@aggTrade</c>), whose records could not be told apart.
    /// </summary>
    public Lane? TryAdd(StreamKey stream, Consumer consumer, int priority)
    {
        lock (_gate)
        {
            if (_life.IsEnding) return null;
            var carrier = Venue.Carrier(stream);
            var lane = _dispatcher.Find(StreamAddress.Of(stream));
            if (lane is null)
            {
                var carriers = _dispatcher.Lanes.Select(other => other.Carrier).ToHashSet();
                if (!carriers.Contains(carrier))
                {
                    if (carriers.Count >= Limits.StreamsPerConnection || carriers.Any(other => StreamAddress.Of(other) == StreamAddress.Of(carrier))) return null;
                    Begin(carrier);
                }
                lane = new Lane(stream, carrier, new ReconnectBackoff(Options.FirstRetry, Options.LongestRetry, _random))
                {
                    Boost = priority,
                    Confirmed = carriers.Contains(carrier) && _dispatcher.Lanes.First(other => other.Carrier == carrier).Confirmed,
                };
                if (lane.Confirmed) lane.Answered(true);
                _feed.Open(stream);
                _dispatcher.Add(lane);
            }
            else if (lane.Stream != stream) return null;
            lane.Consumers = [.. lane.Consumers, consumer];
            return lane;
        }
    }

    /// <summary>Takes consumers off a stream, all of them or one; with the last the stream goes.</summary>
    /// <param name="unsubscribe">False when the link ends anyway.</param>
    /// <returns>Whether there was anything to take.</returns>
    public bool Remove(StreamKey stream, Consumer? consumer = null, bool unsubscribe = true)
    {
        lock (_gate)
        {
            if (_dispatcher.Find(StreamAddress.Of(stream)) is not { } lane || lane.Stream != stream) return false;
            foreach (var one in lane.Consumers)
                if (consumer is null || one == consumer) one.Close();
            lane.Consumers = consumer is null ? [] : [.. lane.Consumers.Where(one => one != consumer)];
            if (lane.Consumers.Length > 0) return true;
            lane.Answered(false);
            _dispatcher.Remove(lane);
            _feed.Close(stream);
            if (_dispatcher.Lanes.Any(other => other.Carrier == lane.Carrier)) return true;
            if (stream.Channel == Channel.Trades) _trades.Remove(stream.Symbol);
            if (!unsubscribe) return true;
            _wire?.Unsubscribe([lane.Carrier]);
            _handover?.Successor.Unsubscribe([lane.Carrier]);
            return true;
        }
    }

    /// <summary>Sets how early a symbol's streams come after a break.</summary>
    public void Prioritize(Symbol symbol, int priority)
    {
        lock (_gate)
            foreach (var lane in _dispatcher.Lanes)
                if (lane.Stream.Symbol == symbol) lane.Boost = priority;
    }

    public IReadOnlyList<ConsumerStatus> Consumers()
    {
        lock (_gate)
            return [.. _dispatcher.Lanes.SelectMany(lane => lane.Consumers).Select(one => new ConsumerStatus(one.Stream, one.Delivered, one.Dropped, one.Failures, one.BusyFor))];
    }

    private void Begin(StreamKey carrier)
    {
        if (_wire is not { } wire) return;
        _life.TryMove(LinkState.Live, LinkState.Subscribing);
        wire.Subscribe([carrier]);
        _handover?.Successor.Subscribe([carrier]);
    }
}
