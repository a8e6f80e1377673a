using System.Collections.Concurrent;

namespace Genesis.Tests.Conformance.Streams;

/// <summary>How often the recorder of a key still throws.</summary>
public static class Faults
{
    private static readonly ConcurrentDictionary<string, int> Left = new();

    public static void Set(string key, int count) => Left[key] = count;

    public static bool Take(string key) => Left.AddOrUpdate(key, -1, static (_, left) => left - 1) >= 0;
}
