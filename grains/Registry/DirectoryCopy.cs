namespace Genesis.Registry;

/// <summary>
/// Brings the registry's changes into this process' directory, in order and each once, from whichever way they come. It takes away only what it has brought: a process may
/// know ways of its own beside. Any thread.
/// </summary>
internal sealed class DirectoryCopy(ComponentDirectory directory)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _brought = new(StringComparer.Ordinal);

    // While everything comes anew: what has not come yet.
    private HashSet<string>? _unseen;

    private long _epoch;
    private long _version;

    /// <summary>The last change that was taken over, and whether it belongs to everything that comes anew.</summary>
    public (long Epoch, long Version, bool Whole) Position
    {
        get
        {
            lock (_gate) return (_epoch, _version, _unseen is not null);
        }
    }

    /// <summary>Takes what this process declares, before the registry says what there is.</summary>
    public void Declare(ComponentRegistration registration)
    {
        lock (_gate) Set(registration);
    }

    /// <summary>Takes an update over.</summary>
    /// <returns>False when something before it is missing.</returns>
    public bool Apply(RegistryUpdate update)
    {
        lock (_gate)
        {
            if (update.From == 0)
            {
                if (_version > 0 && update.Epoch == _epoch && update.To <= _version && _unseen is null) return true;
                _unseen = [.. _brought];
                (_epoch, _version) = (update.Epoch, 0);
            }
            else if (update.Epoch != _epoch || update.From > _version)
            {
                return false;
            }
            foreach (var change in update.Changes)
                if (change.Version > _version) Apply(change);
            _version = Math.Max(_version, update.To);
            if (update.More || _unseen is null) return true;
            foreach (var id in _unseen) Remove(id);
            _unseen = null;
            return true;
        }
    }

    private void Apply(RegistryChange change)
    {
        _unseen?.Remove(change.Id);
        if (change.Registration is { } registration) Set(registration);
        else Remove(change.Id);
    }

    private void Set(ComponentRegistration registration)
    {
        _brought.Add(registration.Id);
        directory.Set(registration);
    }

    private void Remove(string id)
    {
        if (_brought.Remove(id)) directory.Remove(id);
    }
}
