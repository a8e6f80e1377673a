namespace Genesis.Tests.Conformance.Chains;

/// <summary>Grains that call each other in a circle.</summary>
public interface IChainGrain : IGrainWithStringKey
{
    /// <summary>Calls the other grain, which calls back.</summary>
    Task<string> Around(IChainGrain other);

    /// <summary>The same in a section that lets the chain in again.</summary>
    Task<string> AroundReentrant(IChainGrain other);

    /// <summary>A section that lets the chain in, and inside it one that does not.</summary>
    Task<string> AroundSuppressed(IChainGrain other);

    /// <summary>Lets the chain in, and then, when the section is over, not.</summary>
    Task<string> AroundAfterSection(IChainGrain other);

    /// <summary>Calls itself.</summary>
    Task<string> Self(bool reentrant);

    Task<string> CallBack(IChainGrain caller);

    Task<string> Name();

    Task Block(string gate);

    /// <summary>Blocks in a section that lets its own chain in, with another caller waiting.</summary>
    Task BlockReentrant(IChainGrain other, string gate);

    Task<string> CallBackAfter(IChainGrain caller, string gate);

    [ResponseTimeout("00:00:00.1")]
    Task Impatient(string gate);
}

public sealed class ChainGrain : Grain, IChainGrain
{
    private IChainGrain Me => this.AsReference<IChainGrain>();

    public Task<string> Around(IChainGrain other) => other.CallBack(Me);

    public async Task<string> AroundReentrant(IChainGrain other)
    {
        using (RequestContext.AllowCallChainReentrancy()) return await other.CallBack(Me);
    }

    public async Task<string> AroundSuppressed(IChainGrain other)
    {
        using (RequestContext.AllowCallChainReentrancy())
        using (RequestContext.SuppressCallChainReentrancy())
            return await other.CallBack(Me);
    }

    public async Task<string> AroundAfterSection(IChainGrain other)
    {
        using (RequestContext.AllowCallChainReentrancy()) await other.CallBack(Me);
        return await other.CallBack(Me);
    }

    public async Task<string> Self(bool reentrant)
    {
        if (!reentrant) return await Me.Name();
        using (RequestContext.AllowCallChainReentrancy()) return await Me.Name();
    }

    public Task<string> CallBack(IChainGrain caller) => caller.Name();

    public Task<string> Name() => Task.FromResult(this.GetPrimaryKeyString());

    public Task Block(string gate) => Gate.For(gate).Wait();

    public async Task BlockReentrant(IChainGrain other, string gate)
    {
        using (RequestContext.AllowCallChainReentrancy()) await other.CallBackAfter(Me, gate);
    }

    public async Task<string> CallBackAfter(IChainGrain caller, string gate)
    {
        await Gate.For(gate).Wait();
        return await caller.Name();
    }

    public Task Impatient(string gate) => Gate.For(gate).Wait();
}
