using System.Globalization;
using Genesis.Events;

namespace Genesis.Chaos;

/// <summary>What a fault must be.</summary>
internal static class FaultRules
{
    public const int MostCount = 1_000_000;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>What is wrong with a fault, as a sentence; null when nothing is.</summary>
    public static string? Problem(Fault fault)
    {
        if (!Enum.IsDefined(fault.Kind)) return $"There is no fault of kind {fault.Kind}. Take one of {string.Join(", ", Enum.GetNames<FaultKind>())}.";
        if (fault.Count is < 1 or > MostCount) return $"The count is {fault.Count}, but it must be from 1 to {MostCount}.";
        if (!(fault.Share is > 0 and <= 1)) return string.Create(CultureInfo.InvariantCulture, $"The share is {fault.Share}, but it must be above 0 and at most 1.");
        if (Outside(fault.For)) return $"The time is {fault.For}, but it must be from {Shortest} to {Fault.LongestTime}.";
        if (Outside(fault.By)) return $"The delay is {fault.By}, but it must be from {Shortest} to {Fault.LongestTime}.";
        if (fault.Types is { } types && EventPattern.ProblemOfPattern(types) is { } problem) return problem;
        return null;
    }

    private static bool Outside(TimeSpan? time) => time is { } given && (given < Shortest || given > Fault.LongestTime);
}
