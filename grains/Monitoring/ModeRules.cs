using System.Globalization;

namespace Genesis.Monitoring;

/// <summary>
/// The system mode from the health of the components: up at once, down only after the share of failed weight has stayed below the threshold for a while.
/// Each threshold has that while for itself, so from EMERGENCY it goes to NORMAL directly when both have been clear long enough.
/// </summary>
internal static class ModeRules
{
    private const double Hair = 1e-9;

    /// <summary>Whether a component in this state counts at all. One that was stopped on purpose is no part of the system.</summary>
    public static bool Counts(Lifecycle state) => state is not (Lifecycle.Stopping or Lifecycle.Stopped);

    /// <summary>Whether a component in this state counts as failed.</summary>
    public static bool Failed(Lifecycle state) => state is Lifecycle.Failed or Lifecycle.Recovering or Lifecycle.Quarantined;

    /// <summary>The mode that follows.</summary>
    /// <param name="previous">What was.</param>
    /// <param name="inputs">The components now.</param>
    /// <param name="options">Thresholds.</param>
    /// <param name="now">Time since the start of the process.</param>
    public static ModeDecision Next(ModeState previous, ModeInputs inputs, ModeOptions options, TimeSpan now)
    {
        // Weights such as 0.1 add up to a hair more or less: a share that is the threshold is not above it.
        var share = inputs.FailedShare - Hair;
        var safe = Judge(share > options.SafeAbove, previous.Mode >= SystemMode.Safe, previous.SafeClearSince, options.StepDownAfter, now);
        var emergency = Judge(share > options.EmergencyAbove, previous.Mode == SystemMode.Emergency, previous.EmergencyClearSince, options.StepDownAfter, now);
        var mode = emergency.Holds ? SystemMode.Emergency : safe.Holds ? SystemMode.Safe : SystemMode.Normal;
        var state = new ModeState(mode, mode >= SystemMode.Safe ? safe.ClearSince : null, mode == SystemMode.Emergency ? emergency.ClearSince : null);
        return new(state, mode != previous.Mode, Reason(mode, inputs, options), Earliest(state.SafeClearSince, state.EmergencyClearSince) + options.StepDownAfter);
    }

    private static (bool Holds, TimeSpan? ClearSince) Judge(bool passed, bool held, TimeSpan? clearSince, TimeSpan stepDownAfter, TimeSpan now)
    {
        if (passed) return (true, null);
        if (!held) return (false, null);
        var since = clearSince ?? now;
        return now - since >= stepDownAfter ? (false, null) : (true, since);
    }

    private static TimeSpan? Earliest(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    private static string Reason(SystemMode mode, ModeInputs inputs, ModeOptions options)
    {
        if (inputs.Weight <= 0) return "There are no components.";
        var (threshold, name) = mode switch
        {
            SystemMode.Emergency => (options.EmergencyAbove, "EMERGENCY"),
            _ => (options.SafeAbove, "SAFE"),
        };
        var what = inputs.FailedShare - Hair > threshold ? "more than" : mode == SystemMode.Normal ? "not more than" : "since a moment not more than";
        return string.Create(CultureInfo.InvariantCulture,
            $"{inputs.FailedComponents} of {inputs.Components} components failed, {inputs.FailedShare * 100:0.#}% of the weight: {what} the {threshold * 100:0.#}% of {name}.");
    }
}
