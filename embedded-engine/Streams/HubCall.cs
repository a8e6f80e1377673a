using System.Reflection;
using Genesis.Embedded.Calls;

namespace Genesis.Embedded.Streams;

/// <summary>
/// Work that a stream in memory asks its own grain to do: with it come the grain's turns, so nothing here needs the thread pool. The end, good
/// or bad, is told once.
/// </summary>
internal sealed class HubCall(StreamHub hub, Func<StreamHubGrain, StreamHub, Task> work, Action<Exception?> done) : TaskCall
{
    private static readonly MethodInfo Info = typeof(StreamHubGrain).GetMethod(nameof(StreamHubGrain.Open))!;
    private static readonly GrainMethod Shared = new(typeof(IStreamHub), Info) { IsAlwaysInterleave = true };

    public override GrainMethod Method => Shared;

    public override object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    public override void SetArgument(int index, object? value) => throw new ArgumentOutOfRangeException(nameof(index));

    protected override Task Send(object target) => work((StreamHubGrain)target, hub);

    protected override void OnTold()
    {
        if (Task.IsCompletedSuccessfully) done(null);
        else done(Task.Exception?.InnerException ?? new TaskCanceledException(Task));
    }
}
