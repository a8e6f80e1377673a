using Genesis.Embedded.Activations;
using Genesis.Embedded.Gateway;
using Genesis.Embedded.Scheduling;

namespace Genesis.Embedded.Calls;

/// <summary>
/// Base of all calls. It is its own TaskCompletionSource, so that a call costs two objects: itself and its task. Continuations
/// never run on the stack of whoever completes it: a caller cannot hold its callee, nor the other way round.
/// </summary>
internal abstract class Call<T>() : TaskCompletionSource<T>(Completion.Options), ICall
{
    private CallHeader _header;

    public abstract GrainMethod Method { get; }
    public ref CallHeader Header => ref _header;
    public Task Promise => Task;

    ITurn? ITurn.Next { get => _header.Next; set => _header.Next = value; }
    int ITurn.Depth { get => _header.Depth; set => _header.Depth = value; }

    public virtual CancellationToken Token { get => default; set { } }

    public abstract object? GetArgument(int index);
    public abstract void SetArgument(int index, object? value);
    public abstract void Invoke(Activation activation, object target);
    public abstract ValueTask<object?> InvokeBoxed(object target);
    public virtual void WriteArguments(WireWriter writer) { }
    public virtual void ReadArguments(WireReader reader) { }

    public object? Result => typeof(T) == typeof(Unit) ? null : Task.Result;
    public void WriteResult(WireWriter writer) => WireCodec<T>.Write(writer, Task.Result);
    public void ReadResult(WireReader reader) => Told(Complete(WireCodec<T>.Read(reader)));

    public void Run(Activation activation) => activation.RunCall(this);

    public bool TryFail(Exception exception)
    {
        var outer = Completion.Enter(Task);
        var first = TrySetException(exception);
        Completion.Leave(Task, outer);
        return Told(first);
    }

    public bool TryCancel(CancellationToken token)
    {
        var outer = Completion.Enter(Task);
        var first = TrySetCanceled(token);
        Completion.Leave(Task, outer);
        return Told(first);
    }

    private bool Complete(T result)
    {
        var outer = Completion.Enter(Task);
        var first = TrySetResult(result);
        Completion.Leave(Task, outer);
        return first;
    }

    /// <summary>Gives the caller the result, copied if it is of a type that must be. Late results are counted.</summary>
    protected void Succeed(Activation activation, T result)
    {
        if (ArgumentCopier<T>.MustCopy)
        {
            try
            {
                result = ArgumentCopier<T>.Copy(result);
            }
            catch (Exception exception)
            {
                Fail(activation, exception);
                return;
            }
        }
        if (!Told(Complete(result))) activation.Engine.Metrics.LateResult();
        activation.OnCallDone(this);
    }

    protected void Fail(Activation activation, Exception exception)
    {
        activation.OnCallFailed(exception);
        if (!TryFail(exception)) activation.Engine.Metrics.LateResult();
        activation.OnCallDone(this);
    }

    protected async void Await(Activation activation, Task<T> answer)
    {
        activation.OnCallSuspended(this);
        T result;
        try
        {
            result = await answer;
        }
        catch (Exception exception)
        {
            Fail(activation, exception);
            return;
        }
        Succeed(activation, result);
    }

    public async void InvokeThrough(Activation activation, ValueTask<object?> pipeline)
    {
        T result;
        try
        {
            if (!pipeline.IsCompleted) activation.OnCallSuspended(this);
            var value = await pipeline;
            result = typeof(T) == typeof(Unit) || value is null ? default! : (T)value;
        }
        catch (Exception exception)
        {
            Fail(activation, exception);
            return;
        }
        Succeed(activation, result);
    }

    private bool Told(bool first)
    {
        if (first && _header.Extras is { } extras)
        {
            extras.CallerToken.Unregister();
            extras.Sink?.OnCompleted(this);
        }
        if (first) OnTold();
        return first;
    }

    /// <summary>The call has its outcome. Runs once, on whatever thread completed it.</summary>
    protected virtual void OnTold()
    {
    }
}
