using Orleans.Streams.Core;

namespace Genesis.Tests.Conformance.Streams;

/// <summary>Is told of its subscription with the first event.</summary>
public interface IImplicitListener : IGrainWithStringKey
{
    Task Deactivate();
}

[ImplicitStreamSubscription("implicit-told")]
public sealed class ImplicitListenerGrain : Grain, IImplicitListener, IStreamSubscriptionObserver
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory)
    {
        Journal.For(this.GetPrimaryKeyString()).Add($"told of {handleFactory.StreamId.GetNamespace()} by {handleFactory.ProviderName}");
        return handleFactory.Create<Tick>().ResumeAsync(new Recorder(this.GetPrimaryKeyString(), ""));
    }

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

/// <summary>Takes up its subscription when it is activated, with a Guid as its key.</summary>
public interface IImplicitGuidListener : IGrainWithGuidKey;

[ImplicitStreamSubscription("implicit-guid")]
public sealed class ImplicitGuidListenerGrain : Grain, IImplicitGuidListener
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        this.GetStreamProvider(StreamEngine.Provider).GetStream<Tick>(StreamId.Create("implicit-guid", this.GetPrimaryKey()))
            .SubscribeAsync(new Recorder(this.GetPrimaryKey().ToString("N"), ""));
}

/// <summary>Resumes the handle that it finds, with an integer as its key.</summary>
public interface IImplicitIntegerListener : IGrainWithIntegerKey;

[RegexImplicitStreamSubscription("^implicit-number-[a-z]+$")]
public sealed class ImplicitIntegerListenerGrain : Grain, IImplicitIntegerListener
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var name in (string[])["implicit-number-one", "implicit-number-two"])
        {
            var stream = this.GetStreamProvider(StreamEngine.Provider).GetStream<Tick>(StreamId.Create(name, this.GetPrimaryKeyLong()));
            foreach (var handle in await stream.GetAllSubscriptionHandles())
                await handle.ResumeAsync(new Recorder($"number {this.GetPrimaryKeyLong()}", $"{name} "));
        }
    }
}
