using System.Reflection;
using Genesis.Embedded.Calls;

namespace Genesis.Embedded.Timers;

/// <summary>One tick of a grain timer, as a call: so it waits its turn like any other, unless the timer interleaves.</summary>
internal sealed class TimerCall(GrainTimer timer) : TaskCall
{
    private static readonly MethodInfo Tick = typeof(GrainTimer).GetMethod(nameof(GrainTimer.Tick))!;
    private static readonly GrainMethod[] Methods = [.. from interleave in new[] { false, true } from keepAlive in new[] { false, true } select Make(interleave, keepAlive)];

    public override GrainMethod Method => Methods[(timer.Options.Interleave ? 2 : 0) + (timer.Options.KeepAlive ? 1 : 0)];

    public override object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    public override void SetArgument(int index, object? value) => throw new ArgumentOutOfRangeException(nameof(index));

    protected override Task Send(object target) => timer.Tick();

    private static GrainMethod Make(bool interleave, bool keepAlive) =>
        new(typeof(GrainTimer), Tick) { IsAlwaysInterleave = interleave, KeepsAlive = keepAlive, IsLocal = true };
}
