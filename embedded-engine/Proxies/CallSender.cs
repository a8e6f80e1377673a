using Genesis.Embedded.Calls;
using Orleans.Runtime;

namespace Genesis.Embedded.Proxies;

/// <summary>What emitted proxies call: one method per kind of return type.</summary>
internal static class CallSender
{
    public static Task<T> Send<T>(GrainReference target, Call<T> call)
    {
        var router = target.Shared.Router;
        if (router.HasOutgoingFilters) return router.SendThroughFilters(target, call);
        router.Send(target, call);
        return call.Task;
    }

    public static Task SendTask(GrainReference target, Call<Unit> call) => Send(target, call);

    public static ValueTask<T> SendValue<T>(GrainReference target, Call<T> call) => new(Send(target, call));

    public static ValueTask SendValueTask(GrainReference target, Call<Unit> call) => new(Send(target, call));

    public static void SendOneWay(GrainReference target, Call<Unit> call) => _ = Send(target, call);

    public static Task SendOneWayTask(GrainReference target, Call<Unit> call)
    {
        SendOneWay(target, call);
        return Task.CompletedTask;
    }

    public static ValueTask SendOneWayValueTask(GrainReference target, Call<Unit> call)
    {
        SendOneWay(target, call);
        return default;
    }
}
