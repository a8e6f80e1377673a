namespace Genesis.Embedded.Activations;

// Whether the timeout sweep knows of the activation.
internal sealed partial class Activation
{
    private int _watched;

    /// <summary>True when the caller must hand the activation to the sweep.</summary>
    public bool TryWatch() => Volatile.Read(ref _watched) == 0 && Interlocked.Exchange(ref _watched, 1) == 0;

    /// <summary>The sweep saw no call. False when one came in meanwhile and the sweep must keep the activation.</summary>
    public bool TryUnwatch()
    {
        Interlocked.Exchange(ref _watched, 0);
        if (!HasCalls) return true;
        return Interlocked.Exchange(ref _watched, 1) != 0;
    }

    // While it is scheduled calls may be on their way between the lists, so it counts as having some.
    private bool HasCalls => !_inbox.IsIdle || _running.First is not null || _waiting.First is not null;
}
