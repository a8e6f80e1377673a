namespace Genesis;

/// <content>Runs that the runtime itself begins: start and stop.</content>
internal sealed partial class ComponentCell
{
    private TaskCompletionSource? _idle;

    /// <summary>Ends when no handler runs.</summary>
    public async Task WhenIdle()
    {
        if (_live.Count > 0) await (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    /// <summary>Runs a method of the instance with the baton, when it is free.</summary>
    public async Task RunOwn(string name, Func<Component, ValueTask> method)
    {
        if (_instance is not { } instance) return;
        var frame = NextFrame();
        frame.Begin(NextRun(), Generation, name, $"{Id}:{_services.Events.Process:x}:{Generation}:{name}", Clock.Now);
        var outer = Baton.Enter(frame);
        Task task;
        try
        {
            task = _runsOffTurn
                ? _services.Blocking!.Run(frame, static state => Done(state.method(state.instance)), (method, instance))
                : method(instance).AsTask();
        }
        catch (Exception exception)
        {
            task = Task.FromException(exception);
        }
        Track(frame);
        Baton.Leave(outer);
        try
        {
            await task;
        }
        finally
        {
            Untrack(frame);
            var abandoned = frame.Abandoned;
            Recycle(frame);
            if (!abandoned) Baton.Release(frame);
        }
    }

    private static async Task<object?> Done(ValueTask task)
    {
        await task;
        return null;
    }
}
