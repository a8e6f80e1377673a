using System.Collections.Immutable;

namespace Genesis.Supervision;

/// <summary>When a component was restarted of late. It forgets what no longer counts.</summary>
/// <param name="Times">Times of restarts since the start of the process, oldest first.</param>
internal readonly record struct RestartHistory(ImmutableArray<TimeSpan> Times)
{
    /// <summary>Never restarted, or released from quarantine.</summary>
    public static RestartHistory None { get; } = new([]);
}
