namespace Genesis.Registry;

/// <summary>
/// The registrations with the numbers of their last changes, so that anybody who knows the state at a number can be told what is missing. Removals are remembered
/// up to a bound; who is further behind gets everything anew.
/// </summary>
internal sealed class RegistryLog(long epoch, int removalsKept = 10_000)
{
    private readonly Dictionary<string, RegistryChange> _latest = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, RegistryChange> _removals = [];
    private readonly SortedSet<RegistryChange> _changes = new(Comparer<RegistryChange>.Create(static (a, b) => a.Version.CompareTo(b.Version)));

    // Up to here removals are forgotten.
    private long _floor;

    /// <summary>Number of the last change.</summary>
    public long Version { get; private set; }

    /// <summary>How many components there are.</summary>
    public int Count => _latest.Count - _removals.Count;

    public ComponentRegistration? Find(string id) => _latest.TryGetValue(id, out var change) ? change.Registration : null;

    /// <summary>The components, in order of their last change.</summary>
    public IEnumerable<ComponentRegistration> All => _changes.Where(static change => change.Registration is not null).Select(static change => change.Registration!);

    /// <summary>Notes a registration, or a removal.</summary>
    public void Set(string id, ComponentRegistration? registration)
    {
        if (_latest.TryGetValue(id, out var before))
        {
            _changes.Remove(before);
            _removals.Remove(before.Version);
        }
        var change = new RegistryChange(++Version, id, registration);
        _latest[id] = change;
        _changes.Add(change);
        if (registration is null) _removals.Add(change.Version, change);
        if (_removals.Count > removalsKept) Forget(_removals.First().Value);
    }

    private void Forget(RegistryChange removal)
    {
        _floor = removal.Version;
        _removals.Remove(removal.Version);
        _changes.Remove(removal);
        _latest.Remove(removal.Id);
    }

    /// <summary>What has changed since a number that belongs to an epoch, up to so many changes.</summary>
    /// <param name="knownEpoch">The epoch that is known.</param>
    /// <param name="known">The last change that is known.</param>
    /// <param name="whole">Whether that was a page of everything: who takes everything anew needs no removals from before.</param>
    /// <param name="most">So many changes at most.</param>
    public RegistryUpdate Since(long knownEpoch, long known, bool whole, int most) =>
        From(knownEpoch == epoch && (whole || known >= _floor) && known <= Version ? known : 0, most);

    /// <summary>What has changed since a number of this epoch, up to so many changes.</summary>
    public RegistryUpdate From(long from, int most)
    {
        var page = _changes.GetViewBetween(new(from + 1, "", null), new(long.MaxValue, "", null)).Take(most + 1).ToList();
        var more = page.Count > most;
        if (more) page.RemoveAt(most);
        return new(epoch, from, more ? page[^1].Version : Version, [.. page], more);
    }
}
