namespace Genesis.Events;

/// <summary>The marks of one source while they change: those of its last few epochs.</summary>
internal sealed class HandledSource
{
    private readonly string _source;
    private readonly List<HandledEpoch> _epochs;
    private long _forgottenEpoch;

    /// <summary>Nothing handled yet.</summary>
    public HandledSource(string source) => (_source, _epochs) = (source, new(1));

    /// <summary>As a checkpoint kept it.</summary>
    public HandledSource(SourceMarks marks)
    {
        _source = marks.Source;
        _epochs = [.. marks.Epochs.Select(epoch => new HandledEpoch(epoch)).OrderBy(epoch => epoch.Epoch)];
        _forgottenEpoch = marks.ForgottenEpoch;
    }

    /// <summary>Its place in the order of use.</summary>
    public long LastUse { get; set; }

    /// <summary>Whether it differs from the last snapshot.</summary>
    public bool Changed { get; set; }

    /// <summary>What is known of a number.</summary>
    public HandledState Look(long epoch, long number)
    {
        var index = IndexOf(epoch);
        if (index >= 0)
            return _epochs[index].Look(number);
        return epoch <= _forgottenEpoch ? HandledState.Unknown : HandledState.New;
    }

    /// <summary>Marks a number as handled.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="number">The number in it.</param>
    /// <param name="limits">What may be remembered.</param>
    /// <param name="forgottenNumbers">Numbers forgotten to stay within it.</param>
    /// <param name="forgottenEpochs">Epochs forgotten to stay within it.</param>
    public void Mark(long epoch, long number, HandledLimits limits, ref long forgottenNumbers, ref long forgottenEpochs)
    {
        var index = IndexOf(epoch);
        if (index < 0)
        {
            index = ~index;
            if (_epochs.Count >= limits.Epochs)
            {
                forgottenEpochs++;
                if (index == 0)
                {
                    // Older than all that are remembered, and there is no room for one more.
                    _forgottenEpoch = Math.Max(_forgottenEpoch, epoch);
                    return;
                }
                _forgottenEpoch = Math.Max(_forgottenEpoch, _epochs[0].Epoch);
                _epochs.RemoveAt(0);
                index--;
            }
            _epochs.Insert(index, new HandledEpoch(epoch));
        }
        var marks = _epochs[index];
        marks.Mark(number);
        if (marks.RangeCount > limits.Ranges)
            forgottenNumbers += marks.Shrink(limits.Ranges);
    }

    /// <summary>Forgets all but the newest ranges of what a snapshot holds.</summary>
    /// <returns>Whether there was anything to forget.</returns>
    public bool Shrink(SourceMarks heldBy, int ranges)
    {
        var forgotten = 0L;
        foreach (var held in heldBy.Epochs)
        {
            if (IndexOf(held.Epoch) is var index and >= 0)
                forgotten += _epochs[index].Shrink(ranges, held);
        }
        return forgotten > 0;
    }

    /// <summary>The marks as they are now.</summary>
    public SourceMarks Freeze() => new(_source, [.. _epochs.Select(epoch => epoch.Freeze())], _forgottenEpoch);

    private int IndexOf(long epoch)
    {
        for (var index = _epochs.Count - 1; index >= 0; index--)
        {
            if (_epochs[index].Epoch == epoch)
                return index;
            if (_epochs[index].Epoch < epoch)
                return ~(index + 1);
        }
        return ~0;
    }
}
