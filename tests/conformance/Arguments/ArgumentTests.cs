namespace Genesis.Tests.Conformance.Arguments;

[GenerateSerializer, Immutable, Alias("Genesis.Tests.Conformance.Order")]
public sealed record Order([property: Id(0)] string Name, [property: Id(1)] decimal Price, [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] Order? Before);

public interface IArgumentGrain : IGrainWithStringKey
{
    Task Keep(List<string> list);

    Task KeepArray(int[] array);

    Task<List<string>> Kept();

    Task<int[]> KeptArray();

    Task<Dictionary<string, List<int>>> Change(Dictionary<string, List<int>> map);

    Task<HashSet<string>> EchoSet(HashSet<string> members);

    Task<Order> Echo(Order order);

    Task<object?> EchoAnything(object? value);

    Task<string> Many(string a, int b, long c, Guid d, TimeSpan e, bool f, double g, decimal h);

    Task<(string Name, int Count)> Pair((string Name, int Count) pair);

    Task<int?> Maybe(int? value);

    ValueTask<string> Value(string text);

    ValueTask DoNothing();
}

public sealed class ArgumentGrain : Grain, IArgumentGrain
{
    private List<string> _list = [];
    private int[] _array = [];

    public Task Keep(List<string> list)
    {
        _list = list;
        return Task.CompletedTask;
    }

    public Task KeepArray(int[] array)
    {
        _array = array;
        return Task.CompletedTask;
    }

    public Task<List<string>> Kept() => Task.FromResult(_list);

    public Task<int[]> KeptArray() => Task.FromResult(_array);

    public Task<Dictionary<string, List<int>>> Change(Dictionary<string, List<int>> map)
    {
        foreach (var list in map.Values) list.Add(99);
        return Task.FromResult(map);
    }

    public Task<HashSet<string>> EchoSet(HashSet<string> members) => Task.FromResult(members);

    public Task<Order> Echo(Order order) => Task.FromResult(order);

    public Task<object?> EchoAnything(object? value) => Task.FromResult(value);

    public Task<string> Many(string a, int b, long c, Guid d, TimeSpan e, bool f, double g, decimal h) =>
        Task.FromResult(FormattableString.Invariant($"{a} {b} {c} {d} {e} {f} {g} {h}"));

    public Task<(string Name, int Count)> Pair((string Name, int Count) pair) => Task.FromResult((pair.Name + "!", pair.Count + 1));

    public Task<int?> Maybe(int? value) => Task.FromResult(value);

    public async ValueTask<string> Value(string text)
    {
        await Task.Yield();
        return text;
    }

    public ValueTask DoNothing() => default;
}

public sealed class ArgumentTests(DefaultEngine engine)
{
    private readonly string _grainKey = TestIds.Key();

    private IArgumentGrain _grain => engine.Grains.GetGrain<IArgumentGrain>(_grainKey);

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_collection_that_the_caller_changes_after_the_call_stays_as_it_was_for_the_grain(EngineKind on) =>
        on.Run(engine, async () =>
    {
        var list = new List<string> { "sent" };
        var array = new[] { 1 };
        var (first, second) = (_grain.Keep(list), _grain.KeepArray(array));
        list.Add("too late");
        array[0] = 2;
        await first;
        await second;
        (await _grain.Kept()).ShouldBe(["sent"]);
        (await _grain.KeptArray()).ShouldBe([1]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_collection_that_the_caller_changes_after_the_answer_stays_as_it_was_for_the_grain(EngineKind on) =>
        on.Run(engine, async () =>
    {
        await _grain.Keep(["kept"]);
        var seen = await _grain.Kept();
        seen.Add("mine");
        (await _grain.Kept()).ShouldBe(["kept"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_collection_that_the_grain_changes_stays_as_it_was_for_the_caller(EngineKind on) => on.Run(engine, async () =>
    {
        var map = new Dictionary<string, List<int>> { ["a"] = [1] };
        var answer = await _grain.Change(map);
        answer["a"].ShouldBe([1, 99]);
        map["a"].ShouldBe([1]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Comparers_of_sets_come_along(EngineKind on) => on.Run(engine, async () =>
    {
        var answer = await _grain.EchoSet(new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "A" });
        answer.Contains("a").ShouldBeTrue();
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Immutable_records_keep_their_values(EngineKind on) => on.Run(engine, async () =>
    {
        var order = new Order("ETH", 1.5m, DateTimeOffset.UnixEpoch, new Order("BTC", 2, DateTimeOffset.UnixEpoch.AddDays(1), null));
        (await _grain.Echo(order)).ShouldBe(order);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Values_pass_as_objects(EngineKind on) => on.Run(engine, async () =>
    {
        (await _grain.EchoAnything(null)).ShouldBeNull();
        (await _grain.EchoAnything("text")).ShouldBe("text");
        (await _grain.EchoAnything(42L)).ShouldBe(42L);
        (await _grain.EchoAnything(new Order("ETH", 1, DateTimeOffset.UnixEpoch, null))).ShouldBeOfType<Order>().Name.ShouldBe("ETH");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Many_arguments_keep_their_places(EngineKind on) => on.Run(engine, async () =>
    {
        var id = TestIds.NextGuid();
        (await _grain.Many("a", 1, 2, id, TimeSpan.FromSeconds(3), true, 4.5, 6.7m)).ShouldBe($"a 1 2 {id} 00:00:03 True 4.5 6.7");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Tuples_and_nullables_pass(EngineKind on) => on.Run(engine, async () =>
    {
        (await _grain.Pair(("a", 1))).ShouldBe(("a!", 2));
        (await _grain.Maybe(null)).ShouldBeNull();
        (await _grain.Maybe(5)).ShouldBe(5);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Value_tasks_answer_too(EngineKind on) => on.Run(engine, async () =>
    {
        (await _grain.Value("text")).ShouldBe("text");
        await _grain.DoNothing();
    });
}
