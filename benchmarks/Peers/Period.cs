namespace Genesis.Benchmarks.Peers;

/// <summary>A time in which callers call.</summary>
internal sealed class Period
{
    private volatile bool _over;

    public bool IsOver => _over;

    public void End() => _over = true;
}
