using System.Collections.Concurrent;

namespace Genesis.Tests.Conformance.Fixture;

/// <summary>What grains report to a test, in order. Found by key from anywhere in the process.</summary>
public sealed class Journal
{
    private static readonly ConcurrentDictionary<string, Journal> All = new();
    private readonly ConcurrentQueue<string> _entries = new();

    private Journal()
    {
    }

    public static Journal For(string key) => All.GetOrAdd(key, static _ => new Journal());

    public IReadOnlyList<string> Entries => [.. _entries];

    public void Add(string entry) => _entries.Enqueue(entry);

    /// <summary>Waits until there are at least so many entries (or so many that are equal to one).</summary>
    public async Task<IReadOnlyList<string>> Until(int count, string? entry = null)
    {
        await Eventually.Holds(
            () => Task.FromResult(string.Join(" | ", Entries)),
            _ => Entries.Count(e => entry is null || e == entry) >= count,
            entry is null ? $"{count} entries in the journal" : $"{count} times '{entry}' in the journal");
        return Entries;
    }
}
