using System.Text.Json;

namespace Genesis.Storage;

/// <summary>Settings that every kind of store has.</summary>
public abstract class StoreOptions
{
    /// <summary>An operation that is not done by then fails with <see cref="StorageUnavailableException"/>.</summary>
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the silo's start waits for the store.</summary>
    public TimeSpan OpenTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Operations that may wait; more are refused at once.</summary>
    public int QueueLimit { get; set; } = 100_000;

    /// <summary>Bytes that may wait, as far as they are known before serialising.</summary>
    public long QueueBytes { get; set; } = 256L << 20;

    /// <summary>Operations in one transaction, at most.</summary>
    public int BatchOperations { get; set; } = 5_000;

    /// <summary>Bytes in one transaction; the operation that passes it is the last.</summary>
    public long BatchBytes { get; set; } = 16L << 20;

    /// <summary>
    /// Under load, how long a commit waits for company since the one before. Never waited for by a write that must be flushed, a read, or an
    /// operation that is alone.
    /// </summary>
    public TimeSpan Gather { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>After a failure, how long until the next attempt; doubled up to <see cref="MaximumRetryDelay"/>.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest time between two attempts.</summary>
    public TimeSpan MaximumRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>States with more bytes of JSON are compressed (Brotli).</summary>
    public int CompressAbove { get; set; } = 4096;

    /// <summary>States with more bytes of JSON are refused.</summary>
    public int MaximumStateBytes { get; set; } = 16 << 20;

    /// <summary>How states become JSON; null for public properties and fields. Add converters here for types that need them.</summary>
    public JsonSerializerOptions? Json { get; set; }

    /// <summary>Checks the settings.</summary>
    /// <param name="store">The store's name, for the message.</param>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it, its value and the rule.</exception>
    internal virtual void Validate(string store)
    {
        Require(OperationTimeout > TimeSpan.Zero, store, nameof(OperationTimeout), OperationTimeout, "more than zero");
        Require(OpenTimeout > TimeSpan.Zero, store, nameof(OpenTimeout), OpenTimeout, "more than zero");
        Require(QueueLimit > 0, store, nameof(QueueLimit), QueueLimit, "at least 1");
        Require(QueueBytes > 0, store, nameof(QueueBytes), QueueBytes, "at least 1");
        Require(BatchOperations > 0, store, nameof(BatchOperations), BatchOperations, "at least 1");
        Require(BatchBytes > 0, store, nameof(BatchBytes), BatchBytes, "at least 1");
        Require(Gather >= TimeSpan.Zero && Gather < OperationTimeout, store, nameof(Gather), Gather, $"between zero and {nameof(OperationTimeout)} ({OperationTimeout})");
        Require(RetryDelay > TimeSpan.Zero, store, nameof(RetryDelay), RetryDelay, "more than zero");
        Require(MaximumRetryDelay >= RetryDelay, store, nameof(MaximumRetryDelay), MaximumRetryDelay, $"at least {nameof(RetryDelay)} ({RetryDelay})");
        Require(CompressAbove >= 0, store, nameof(CompressAbove), CompressAbove, "at least 0");
        Require(MaximumStateBytes > 0, store, nameof(MaximumStateBytes), MaximumStateBytes, "at least 1");
    }

    private protected static void Require(bool holds, string store, string setting, object? value, string rule)
    {
        if (!holds) throw new ArgumentException($"Store \"{store}\": {setting} is {value ?? "nothing"}. It must be {rule}.", setting);
    }
}
