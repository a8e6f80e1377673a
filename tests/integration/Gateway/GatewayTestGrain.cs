namespace Genesis.Tests.Integration.Gateway;

public sealed class GatewayTestGrain : Grain, IGatewayTestGrain
{
    private readonly List<ITestWatcher> _watchers = [];
    private string _told = "";
    private bool _cancelled;

    public Task<TestMessage> Echo(TestMessage message) => Task.FromResult(message);

    public Task<string> Name() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<int> LengthOf(byte[] data) => Task.FromResult(data.Length);

    public Task<byte[]> Make(int length) => Task.FromResult(new byte[length]);

    public Task Fail(string message) => throw new InvalidOperationException(message, new ArgumentException("inner"));

    public Task<string?> ContextValue(string key) => Task.FromResult(RequestContext.Get(key)?.ToString());

    public Task<IGatewayTestGrain> Self() => Task.FromResult(this.AsReference<IGatewayTestGrain>());

    public async Task<string> NameOf(IGatewayTestGrain other) => (await other.Echo(new TestMessage(other.GetPrimaryKeyString()))).Text;

    public Task Subscribe(ITestWatcher watcher)
    {
        _watchers.Add(watcher);
        return Task.CompletedTask;
    }

    public async Task<int> Notify(string text)
    {
        foreach (var watcher in _watchers) await watcher.Saw(text);
        return _watchers.Count;
    }

    public Task<string> AskWatcher(string text) => _watchers[^1].Ask(text);

    public async Task<string> WaitForCancellation(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _cancelled = true;
            throw;
        }
        return "never";
    }

    public Task<bool> WasCancelled() => Task.FromResult(_cancelled);

    public Task Hang() => Task.Delay(TimeSpan.FromMinutes(5), TimeProvider.System);

    public Task HangShortly() => Hang();

    public Task Tell(string text)
    {
        _told = text;
        return Task.CompletedTask;
    }

    public Task<string> Told() => Task.FromResult(_told);

    public Task<int> ProcessId() => Task.FromResult(Environment.ProcessId);
}

public sealed class BoxGrain<T> : Grain, IBoxGrain<T>
{
    private T _value = default!;

    public Task<T> Swap(T value)
    {
        (var old, _value) = (_value, value);
        return Task.FromResult(old);
    }
}
