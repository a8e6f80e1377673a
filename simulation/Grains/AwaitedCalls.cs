using System.Runtime.CompilerServices;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Genesis.Simulations.Grains;

/// <summary>A call whose caller awaits a result.</summary>
internal sealed class Call<T> : Call
{
    // The builder instead of a TaskCompletionSource: it keeps the exception of a cancelled call, as Orleans does.
    private AsyncTaskMethodBuilder<T?> _builder = AsyncTaskMethodBuilder<T?>.Create();

    public Call(IInvokable request, GrainId target, InvokeMethodOptions options)
        : base(request, target, options) => Task = _builder.Task;

    public Task<T?> Task { get; }

    public override bool IsCompleted => Task.IsCompleted;

    protected override void Complete(Response response)
    {
        if (response.Exception is { } exception) _builder.SetException(exception);
        else if (response is Response<T> typed) _builder.SetResult(typed.TypedResult);
        else if (response.Result is null) _builder.SetResult(default);
        else if (response.Result is T result) _builder.SetResult(result);
        else _builder.SetException(new InvalidCastException(
            $"The call's result is a {response.Result.GetType()}, and the caller expects a {typeof(T)}."));
    }
}

/// <summary>A call for an outgoing filter, which gets the whole response.</summary>
internal sealed class ResponseCall : Call
{
    private AsyncTaskMethodBuilder<Response> _builder = AsyncTaskMethodBuilder<Response>.Create();

    public ResponseCall(IInvokable request, GrainId target, InvokeMethodOptions options)
        : base(request, target, options) => Task = _builder.Task;

    public Task<Response> Task { get; }

    public override bool IsCompleted => Task.IsCompleted;

    protected override void Complete(Response response)
    {
        if (response.Exception is { } exception) _builder.SetException(exception);
        else _builder.SetResult(response);
    }
}

/// <summary>
/// A call whose caller does not wait: a one-way call, a timer's tick, or work of the simulation itself with a callback at its end.
/// </summary>
internal sealed class NotedCall(IInvokable request, GrainId target, InvokeMethodOptions options, Action<Response>? done = null)
    : Call(request, target, options)
{
    private bool _isCompleted;

    public override bool IsCompleted => _isCompleted;

    protected override void Complete(Response response)
    {
        _isCompleted = true;
        done?.Invoke(response);
    }
}
