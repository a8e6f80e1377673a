using Orleans.Concurrency;

namespace Genesis.Tests.Integration.Gateway;

/// <summary>Does, in another process, what a test asks for.</summary>
[Alias("test.gateway")]
public interface IGatewayTestGrain : IGrainWithStringKey, INamed
{
    [Alias("echo")]
    Task<TestMessage> Echo(TestMessage message);

    Task<int> LengthOf(byte[] data);

    Task<byte[]> Make(int length);

    Task Fail(string message);

    [Alias("context")]
    Task<string?> ContextValue(string key);

    Task<IGatewayTestGrain> Self();

    Task<string> NameOf(IGatewayTestGrain other);

    Task Subscribe(ITestWatcher watcher);

    Task<int> Notify(string text);

    Task<string> AskWatcher(string text);

    Task<string> WaitForCancellation(CancellationToken cancellationToken);

    [AlwaysInterleave]
    Task<bool> WasCancelled();

    Task Hang();

    [ResponseTimeout("00:00:00.5")]
    Task HangShortly();

    [OneWay]
    Task Tell(string text);

    Task<string> Told();

    [AlwaysInterleave]
    Task<int> ProcessId();
}

public interface ITestWatcher : IGrainObserver
{
    [OneWay]
    Task Saw(string text);

    Task<string> Ask(string text);
}

[GenerateSerializer, Immutable, Alias("test.message")]
public sealed record TestMessage([property: Id(0)] string Text, [property: Id(1)] decimal Number = 0, [property: Id(2)] DateTimeOffset Time = default);

/// <summary>One of several generic grains.</summary>
public interface IBoxGrain<T> : IGrainWithIntegerKey
{
    Task<T> Swap(T value);
}

/// <summary>Not a grain interface by itself: grain interfaces inherit its methods.</summary>
public interface INamed
{
    Task<string> Name();
}
