namespace Genesis.Tests.Conformance.Filters;

public interface IFilteredGrain : IGrainWithStringKey
{
    Task<string> Echo(string text);

    Task<string> Relay(IFilteredGrain other, string text);

    Task DoNothing();

    Task<int> FailSometimes(int failures);

    Task<string> SeeContext();
}

public sealed class FilteredGrain : Grain, IFilteredGrain
{
    private int _calls;

    public Task<string> Echo(string text)
    {
        Journal.For(this.GetPrimaryKeyString()).Add($"echo {text}");
        return text == "fail" ? throw new InvalidOperationException("It fails.") : Task.FromResult(text);
    }

    public Task<string> Relay(IFilteredGrain other, string text) => other.Echo(text);

    public Task DoNothing() => Task.CompletedTask;

    public Task<int> FailSometimes(int failures) =>
        ++_calls <= failures ? throw new InvalidOperationException($"Attempt {_calls} fails.") : Task.FromResult(_calls);

    public Task<string> SeeContext() => Task.FromResult(RequestContext.Get("filter") as string ?? "nothing");
}

public interface ISelfFilteringGrain : IGrainWithStringKey
{
    Task<string> Echo(string text);
}

public sealed class SelfFilteringGrain : Grain, ISelfFilteringGrain, IIncomingGrainCallFilter
{
    public Task<string> Echo(string text)
    {
        Journal.For(this.GetPrimaryKeyString()).Add("method");
        return Task.FromResult(text);
    }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        Journal.For(this.GetPrimaryKeyString()).Add("grain's own");
        await context.Invoke();
        context.Result = $"{context.Result} by itself";
    }
}
