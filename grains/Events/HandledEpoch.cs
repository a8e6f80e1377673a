namespace Genesis.Events;

/// <summary>The marks of one epoch while they change: a mark below which all is handled, and the ranges above it.</summary>
internal sealed class HandledEpoch
{
    private readonly List<NumberRange> _above = [];
    private long _upTo;
    private long _forgotten;

    /// <summary>Nothing handled yet.</summary>
    public HandledEpoch(long epoch) => Epoch = epoch;

    /// <summary>As a checkpoint kept it.</summary>
    /// <exception cref="ArgumentException">The ranges are not in order.</exception>
    public HandledEpoch(EpochMarks marks)
    {
        (Epoch, _upTo, _forgotten) = (marks.Epoch, marks.UpTo, marks.Forgotten);
        var end = _upTo;
        foreach (var range in marks.Above)
        {
            if (range.From <= end || range.To < range.From)
                throw new ArgumentException($"The handled marks of epoch {Epoch} are not in order: {range.From} to {range.To} comes after {end}. They were not written by this program, or were damaged.", nameof(marks));
            _above.Add(range);
            end = range.To;
        }
    }

    /// <summary>The epoch.</summary>
    public long Epoch { get; }

    /// <summary>Ranges above the mark.</summary>
    public int RangeCount => _above.Count;

    /// <summary>What is known of a number.</summary>
    public HandledState Look(long number)
    {
        if (number <= _upTo)
            return HandledState.Handled;
        var index = IndexOfLastFrom(number);
        if (index >= 0 && number <= _above[index].To)
            return HandledState.Handled;
        return number <= _forgotten ? HandledState.Unknown : HandledState.New;
    }

    /// <summary>Marks a number as handled; one that is marked already stays so.</summary>
    public void Mark(long number)
    {
        if (Look(number) == HandledState.Handled)
            return;
        if (number == _upTo + 1)
        {
            _upTo = number;
            if (_above.Count > 0 && _above[0].From == number + 1)
            {
                _upTo = _above[0].To;
                _above.RemoveAt(0);
            }
            return;
        }
        var before = IndexOfLastFrom(number);
        var joinsBefore = before >= 0 && _above[before].To + 1 == number;
        var joinsAfter = before + 1 < _above.Count && _above[before + 1].From == number + 1;
        if (joinsBefore && joinsAfter)
        {
            _above[before] = _above[before] with { To = _above[before + 1].To };
            _above.RemoveAt(before + 1);
        }
        else if (joinsBefore)
            _above[before] = _above[before] with { To = number };
        else if (joinsAfter)
            _above[before + 1] = _above[before + 1] with { From = number };
        else
            _above.Insert(before + 1, new(number, number));
    }

    /// <summary>Forgets the lowest ranges until only so many are left; those that a snapshot does not hold are kept if one is given.</summary>
    /// <returns>How many numbers were forgotten.</returns>
    public long Shrink(int ranges, EpochMarks? heldBy = null)
    {
        var remove = 0;
        var forgotten = 0L;
        while (_above.Count - remove > ranges && (heldBy is null || heldBy.Contains(_above[remove])))
        {
            var range = _above[remove++];
            forgotten += range.To - range.From + 1;
            _forgotten = Math.Max(_forgotten, range.To);
        }
        _above.RemoveRange(0, remove);
        return forgotten;
    }

    /// <summary>The marks as they are now.</summary>
    public EpochMarks Freeze() => new(Epoch, _upTo, [.. _above], _forgotten);

    private int IndexOfLastFrom(long number)
    {
        // Numbers mostly come in order: the last range first.
        if (_above.Count == 0 || _above[^1].From <= number)
            return _above.Count - 1;
        var (low, high) = (0, _above.Count - 2);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_above[middle].From <= number)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return high;
    }
}
