using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;
using Orleans.Runtime;

namespace Genesis.Embedded.Streams;

/// <summary>Tells a grain of events that it will not get.</summary>
internal sealed class ErrorCall(Subscription subscription, Exception error) : TaskCall
{
    public override GrainMethod Method => StreamConsumerMethods.Error;

    public override object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    public override void SetArgument(int index, object? value) => throw new ArgumentOutOfRangeException(nameof(index));

    protected override Task Send(object target)
    {
        var slot = ((Activation)RuntimeContext.Current!).GetComponent<StreamObservers>()?.Find(subscription.Record.SubscriptionId);
        return slot?.Fail(error) ?? System.Threading.Tasks.Task.CompletedTask;
    }
}
