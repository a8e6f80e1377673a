using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Runtime;

namespace Genesis.Embedded.Storage;

/// <summary>What a memory storage keeps, apart from the silo whose grains it belongs to.</summary>
internal sealed class MemoryRecords
{
    private long _version;

    public ConcurrentDictionary<(string State, GrainId Grain), MemoryRecord> All { get; } = new();

    public string NextETag() => Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture);
}

/// <summary>One state as it was written.</summary>
internal sealed record MemoryRecord(object? Value, string ETag)
{
    // Records are told apart by identity: two writes of the same value are two records.
    public bool Equals(MemoryRecord? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
