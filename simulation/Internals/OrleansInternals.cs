using System.Runtime.CompilerServices;
using Orleans.Storage;

namespace Genesis.Simulations.Internals;

/// <summary>
/// The members of Orleans that are not public and that a simulation cannot do without. All of them are here. A test calls each one, so that
/// a new version of Orleans without them fails there.
/// </summary>
internal static class OrleansInternals
{
    /// <summary>Sets the grain whose code runs on this thread. Null stands for none.</summary>
    public static void SetCurrentGrain(IGrainContext? grain) => SetExecutionContext(null, grain, out _);

    /// <summary>True until an activation has been deactivated because of the exception.</summary>
    public static bool IsSourceActivation(InconsistentStateException exception) => GetIsSourceActivation(exception);

    /// <summary>Keeps the exception from deactivating another activation.</summary>
    public static void ClearSourceActivation(InconsistentStateException exception) => SetIsSourceActivation(exception, false);

    /// <summary>Makes the exception for a call that no activation takes.</summary>
    public static OrleansMessageRejectionException Rejection(string message) => NewRejection(message);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "SetExecutionContext")]
    private static extern void SetExecutionContext(
        [UnsafeAccessorType("Orleans.Runtime.RuntimeContext, Orleans.Core.Abstractions")] object? type,
        IGrainContext? newContext, out IGrainContext? currentContext);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_IsSourceActivation")]
    private static extern bool GetIsSourceActivation(InconsistentStateException exception);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_IsSourceActivation")]
    private static extern void SetIsSourceActivation(InconsistentStateException exception, bool value);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern OrleansMessageRejectionException NewRejection(string message);
}
