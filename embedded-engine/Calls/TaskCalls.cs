using Genesis.Embedded.Activations;

namespace Genesis.Embedded.Calls;

/// <summary>A call of a method that returns Task&lt;T&gt;. One class per method derives from it, emitted with its proxy.</summary>
internal abstract class TaskCall<T> : Call<T>
{
    protected abstract Task<T> Send(object target);

    public override void Invoke(Activation activation, object target)
    {
        Task<T> answer;
        try
        {
            answer = Send(target) ?? throw GrainMethod.ReturnedNull(Method);
        }
        catch (Exception exception)
        {
            Fail(activation, exception);
            return;
        }
        if (answer.IsCompletedSuccessfully) Succeed(activation, answer.Result);
        else Await(activation, answer);
    }

    public override async ValueTask<object?> InvokeBoxed(object target) => await (Send(target) ?? throw GrainMethod.ReturnedNull(Method));
}

/// <summary>A call of a method that returns Task.</summary>
internal abstract class TaskCall : Call<Unit>
{
    protected abstract Task Send(object target);

    public override void Invoke(Activation activation, object target)
    {
        Task answer;
        try
        {
            answer = Send(target) ?? throw GrainMethod.ReturnedNull(Method);
        }
        catch (Exception exception)
        {
            Fail(activation, exception);
            return;
        }
        if (answer.IsCompletedSuccessfully) Succeed(activation, default);
        else Await(activation, Wait(answer));
    }

    private static async Task<Unit> Wait(Task answer)
    {
        await answer;
        return default;
    }

    public override async ValueTask<object?> InvokeBoxed(object target)
    {
        await (Send(target) ?? throw GrainMethod.ReturnedNull(Method));
        return null;
    }
}

/// <summary>A call of a method that returns ValueTask&lt;T&gt;.</summary>
internal abstract class ValueTaskCall<T> : Call<T>
{
    protected abstract ValueTask<T> Send(object target);

    public override void Invoke(Activation activation, object target)
    {
        ValueTask<T> answer;
        try
        {
            answer = Send(target);
        }
        catch (Exception exception)
        {
            Fail(activation, exception);
            return;
        }
        if (answer.IsCompletedSuccessfully) Succeed(activation, answer.Result);
        else Await(activation, answer.AsTask());
    }

    public override async ValueTask<object?> InvokeBoxed(object target) => await Send(target);
}

/// <summary>A call of a method that returns ValueTask.</summary>
internal abstract class ValueTaskCall : TaskCall
{
    protected abstract ValueTask SendValue(object target);

    protected override Task Send(object target)
    {
        var answer = SendValue(target);
        return answer.IsCompletedSuccessfully ? System.Threading.Tasks.Task.CompletedTask : answer.AsTask();
    }
}

/// <summary>A call of a method that returns nothing: observers' one-way notifications.</summary>
internal abstract class VoidCall : TaskCall
{
    protected abstract void SendVoid(object target);

    protected override Task Send(object target)
    {
        SendVoid(target);
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
