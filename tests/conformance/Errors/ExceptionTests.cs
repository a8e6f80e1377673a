using System.Globalization;

namespace Genesis.Tests.Conformance.Errors;

[GenerateSerializer, Alias("Genesis.Tests.Conformance.TestFailure")]
public sealed class TestFailureException(string message, int code) : Exception(message)
{
    [Id(0)]
    public int Code { get; } = code;
}

public interface IFailingGrain : IGrainWithStringKey
{
    Task FailAtOnce(string message);

    Task FailLater(string message);

    Task<int> FailWithResult(string message);

    ValueTask<int> FailWithValue(string message);

    Task FailWithCode(string message, int code);

    Task FailWithInner(string outer, string inner);

    Task FailThrough(IFailingGrain other, string message);

    Task Cancelled();

    Task<int> Parse(string number);

    Task<string> Ping();
}

public sealed class FailingGrain : Grain, IFailingGrain
{
    public Task FailAtOnce(string message) => throw new InvalidOperationException(message);

    public async Task FailLater(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }

    public async Task<int> FailWithResult(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }

    public ValueTask<int> FailWithValue(string message) => throw new InvalidOperationException(message);

    public Task FailWithCode(string message, int code) => throw new TestFailureException(message, code);

    public Task FailWithInner(string outer, string inner) => throw new InvalidOperationException(outer, new ArgumentException(inner));

    public Task FailThrough(IFailingGrain other, string message) => other.FailLater(message);

    public Task Cancelled() => throw new OperationCanceledException("The grain gave up.");

    public Task<int> Parse(string number) => Task.FromResult(int.Parse(number, CultureInfo.InvariantCulture));

    public Task<string> Ping() => Task.FromResult("still here");
}

public sealed class ExceptionTests(DefaultEngine engine)
{
    private readonly string _grainKey = TestIds.Key();

    private IFailingGrain _grain => engine.Grains.GetGrain<IFailingGrain>(_grainKey);
    private readonly string _otherKey = TestIds.Key();

    private IFailingGrain _other => engine.Grains.GetGrain<IFailingGrain>(_otherKey);

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task An_exception_thrown_at_once_reaches_the_caller(EngineKind on) =>
        on.Run(engine, () => Reaches(() => _grain.FailAtOnce("at once"), "at once", nameof(FailingGrain.FailAtOnce)));

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task An_exception_after_an_await_reaches_the_caller(EngineKind on) =>
        on.Run(engine, () => Reaches(() => _grain.FailLater("later"), "later", nameof(FailingGrain.FailLater)));

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_method_with_a_result_fails_the_same_way(EngineKind on) =>
        on.Run(engine, () => Reaches(() => _grain.FailWithResult("result"), "result", nameof(FailingGrain.FailWithResult)));

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_method_with_a_value_task_fails_the_same_way(EngineKind on) =>
        on.Run(engine, () => Reaches(() => _grain.FailWithValue("value").AsTask(), "value", nameof(FailingGrain.FailWithValue)));

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task An_exception_passes_through_a_grain_on_the_way(EngineKind on) =>
        on.Run(engine, () => Reaches(() => _grain.FailThrough(_other, "deep"), "deep", nameof(FailingGrain.FailLater)));

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Exceptions_of_the_framework_keep_their_type(EngineKind on) =>
        on.Run(engine, async () => await Should.ThrowAsync<FormatException>(() => _grain.Parse("no number")));

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Exceptions_of_ones_own_keep_type_message_and_data(EngineKind on) => on.Run(engine, async () =>
    {
        var failure = await Should.ThrowAsync<TestFailureException>(() => _grain.FailWithCode("own", 42));
        failure.Message.ShouldBe("own");
        failure.Code.ShouldBe(42);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Inner_exceptions_come_along(EngineKind on) => on.Run(engine, async () =>
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => _grain.FailWithInner("outer", "inner"));
        failure.Message.ShouldBe("outer");
        failure.InnerException.ShouldBeOfType<ArgumentException>().Message.ShouldBe("inner");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Cancellation_that_the_caller_did_not_ask_for_is_an_exception_too(EngineKind on) =>
        on.Run(engine, () => Should.ThrowAsync<OperationCanceledException>(() => _grain.Cancelled()));

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_grain_survives_its_exceptions(EngineKind on) => on.Run(engine, async () =>
    {
        for (var i = 0; i < 3; i++) await Should.ThrowAsync<InvalidOperationException>(() => _grain.FailLater("again"));
        (await _grain.Ping()).ShouldBe("still here");
    });

    private static async Task Reaches(Func<Task> call, string message, string method)
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(call);
        failure.Message.ShouldBe(message);
        failure.StackTrace.ShouldNotBeNull().ShouldContain($"{nameof(FailingGrain)}.{method}");
    }
}
