namespace Genesis.Simulations.Time;

/// <summary>A binary heap of the timers that are due, the next one first. A timer knows its place, so that removing one is cheap.</summary>
internal sealed class TimerHeap
{
    private readonly List<VirtualTimer> _timers = [];

    public VirtualTimer? First => _timers.Count > 0 ? _timers[0] : null;

    public IReadOnlyList<VirtualTimer> All => _timers;

    public void Add(VirtualTimer timer)
    {
        timer.Index = _timers.Count;
        _timers.Add(timer);
        Up(timer);
    }

    public void Remove(VirtualTimer timer)
    {
        var last = _timers[^1];
        _timers.RemoveAt(_timers.Count - 1);
        if (!ReferenceEquals(last, timer))
        {
            last.Index = timer.Index;
            _timers[last.Index] = last;
            Up(last);
            Down(last);
        }
        timer.Index = -1;
    }

    private void Up(VirtualTimer timer)
    {
        while (timer.Index > 0)
        {
            var parent = _timers[(timer.Index - 1) / 2];
            if (!IsBefore(timer, parent)) return;
            Swap(timer, parent);
        }
    }

    private void Down(VirtualTimer timer)
    {
        while (true)
        {
            var child = (2 * timer.Index) + 1;
            if (child >= _timers.Count) return;
            if (child + 1 < _timers.Count && IsBefore(_timers[child + 1], _timers[child])) child++;
            if (!IsBefore(_timers[child], timer)) return;
            Swap(timer, _timers[child]);
        }
    }

    private void Swap(VirtualTimer a, VirtualTimer b)
    {
        (a.Index, b.Index) = (b.Index, a.Index);
        _timers[a.Index] = a;
        _timers[b.Index] = b;
    }

    private static bool IsBefore(VirtualTimer a, VirtualTimer b) =>
        a.Due != b.Due ? a.Due < b.Due : a.Tie != b.Tie ? a.Tie < b.Tie : a.Number < b.Number;
}
