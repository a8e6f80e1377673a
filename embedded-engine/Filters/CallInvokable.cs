using System.Reflection;
using Genesis.Embedded.Calls;
using Orleans.Serialization.Invocation;

namespace Genesis.Embedded.Filters;

/// <summary>Shows a call to filters: its method and its arguments, which they may change.</summary>
internal sealed class CallInvokable(ICall call, object? target = null) : IInvokable
{
    private object? _target = target;

    public object? GetTarget() => _target;

    public void SetTarget(ITargetHolder holder) => _target = holder.GetTarget();

    public async ValueTask<Response> Invoke()
    {
        if (_target is null) throw new InvalidOperationException("The call has no target yet.");
        try
        {
            return Response.FromResult(await call.InvokeBoxed(_target));
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
    }

    public int GetArgumentCount() => call.Method.Parameters.Length;

    public object? GetArgument(int index) => call.GetArgument(index);

    public void SetArgument(int index, object value) => call.SetArgument(index, value);

    public string GetMethodName() => call.Method.Name;

    public string GetInterfaceName() => call.Method.InterfaceType.FullName ?? call.Method.InterfaceType.Name;

    public string GetActivityName() => $"{call.Method.InterfaceType.Name}/{call.Method.Name}";

    public MethodInfo GetMethod() => call.Method.Info;

    public Type GetInterfaceType() => call.Method.InterfaceType;

    public TimeSpan? GetDefaultResponseTimeout() => call.Method.TimeoutMs >= 0 ? TimeSpan.FromMilliseconds(call.Method.TimeoutMs) : null;

    public CancellationToken GetCancellationToken() => call.Token;

    public bool IsCancellable => call.Method.TokenIndex >= 0;

    public bool TryCancel()
    {
        if (call.Header.Extras?.Cancellation is null) return false;
        CallTokens.CancelCallee(call);
        return true;
    }

    public void Dispose()
    {
    }
}
