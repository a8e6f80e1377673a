using Genesis.DoorClient;
using Genesis.Doors;
using Genesis.Tests.Doors.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Doors.Sockets;

/// <summary>The client library against the door, through a proxy that cuts.</summary>
public sealed class RemoteTests : IAsyncLifetime
{
    private DoorHost _host = null!;
    private CuttingProxy _proxy = null!;

    private ISocketDoor Door => _host.Services.GetRequiredService<ISocketDoor>();

    public async ValueTask InitializeAsync()
    {
        _host = await DoorHost.Start(static genesis => genesis.AddComponent<Sample>("other"), ("Genesis:Doors:Sockets:BufferEvents", "16384"));
        _proxy = new(_host.EndPoint);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task It_connects_processes_and_runs()
    {
        await using var remote = Make();
        await remote.ConnectAsync().InTime();
        remote.Stats.IsConnected.ShouldBeTrue();
        using var end = new CancellationTokenSource();
        var running = remote.RunAsync(end.Token);
        await _host.Bus.Tell("news", new { price = 1.5m }, "x");
        await Eventually.True(() => remote.Events.Count == 1, "the event");
        var happened = remote.Events.First();
        (happened.Type, happened.Source, happened.Number, happened.Data.GetProperty("price").GetDecimal()).ShouldBe(("news", "x", 1, 1.5m));
        (await remote.SendAsync("hello", new { a = 1 })).ShouldBeTrue();
        await Eventually.True(async () => (await _host.Bus.Ask("sample", "told")).As<string[]>().Length == 1, "what it sent");
        (await remote.RequestAsync("other", "echo", new { b = 2 })).As<Dictionary<string, int>>()!["b"].ShouldBe(2);
        var refused = await remote.RequestAsync("nobody", "echo");
        refused.Kind.ShouldBe(RemoteReplyKind.Problem);
        refused.Problem!.Value.GetProperty("status").GetInt32().ShouldBe(404);
        (await remote.RequestAsync("other", "wait", timeout: TimeSpan.FromMilliseconds(50))).Problem!.Value.GetProperty("status").GetInt32().ShouldBe(504);
        await end.CancelAsync();
        await running.InTime();
    }

    [Fact]
    public async Task Subscriptions_outlive_breaks_and_a_new_session()
    {
        await using var remote = Make(types: ["trade.*"]);
        var running = remote.RunAsync();
        await remote.ConnectAsync().InTime();
        (await remote.SubscribeAsync("quote")).IsOk.ShouldBeTrue();
        (await remote.SubscribeAsync("a..b")).Kind.ShouldBe(RemoteReplyKind.Problem);
        await TellInside("trade.a");
        await TellInside("quote");
        await Eventually.True(() => remote.Events.Count == 2, "the events");
        _proxy.Cut();
        await Eventually.True(() => remote.Stats.Resumes == 1, "the session");
        await TellInside("quote");
        await Eventually.True(() => remote.Events.Count == 3, "what came after the break");
        (await remote.UnsubscribeAsync("quote")).IsOk.ShouldBeTrue();
        await TellInside("quote");
        await TellInside("trade.b");
        await Eventually.True(() => remote.Events.Count >= 4, "the rest");
        remote.Events.Last().Type.ShouldBe("trade.b");
    }

    [Fact]
    public async Task A_client_that_is_cut_100_times_misses_nothing_and_sees_nothing_twice()
    {
        const int Cuts = 100;
        await using var remote = Make();
        var running = remote.RunAsync();
        await remote.ConnectAsync().InTime();
        using var end = new CancellationTokenSource();
        var telling = TellNumbers(end.Token);
        var random = new Random(7);
        for (var cut = 0; cut < Cuts; cut++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 20)), TimeProvider.System);
            await Eventually.True(() => remote.Stats.Resumes >= cut && remote.Stats.IsConnected, $"connection {cut}");
            await Eventually.True(() => _proxy.Cut() > 0, "something to cut");
        }
        await end.CancelAsync();
        var told = await telling;
        await Eventually.True(() => remote.Events.Count >= told, $"all {told} events");
        remote.Events.Select(static happened => happened.Data.GetInt32()).SequenceEqual(Enumerable.Range(0, told)).ShouldBeTrue(Difference(remote, told));
        remote.Lost.ShouldBeEmpty();
        remote.Stats.Breaks.ShouldBeGreaterThanOrEqualTo(Cuts);
        Door.GetStats().Recoveries.ShouldBeGreaterThanOrEqualTo(Cuts);
        running.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_buffer_has_lost_is_told_at_its_place()
    {
        await using var remote = Make();
        var running = remote.RunAsync();
        await remote.ConnectAsync().InTime();
        await _host.Bus.Tell("number", 0, "x");
        await Eventually.True(() => remote.Events.Count == 1, "the first");
        _proxy.IsDown = true;
        _proxy.Cut();
        await Eventually.True(() => !remote.Stats.IsConnected, "the break");
        for (var i = 1; i <= 20_000; i++)
        {
            await _host.Bus.Tell("number", i, "x");
            if (i % 500 == 0) await Eventually.True(() => Door.GetStats().Encoded == i + 1, "the ring");
        }
        _proxy.IsDown = false;
        await Eventually.True(() => remote.Events.Count == 1 + 16_384, "the rest");
        remote.Lost.ShouldBe([new RemoteGap(2, 20_001 - 16_384, "These events are not in the buffer any more.")]);
        remote.Events.Skip(1).Select(static happened => happened.Data.GetInt32()).ShouldBe(Enumerable.Range(20_001 - 16_384, 16_384));
    }

    [Fact]
    public async Task Another_life_of_the_program_goes_on_where_the_first_was()
    {
        RemotePosition? position;
        await using (var first = Make())
        {
            var running = first.RunAsync();
            await first.ConnectAsync().InTime();
            await _host.Bus.Tell("number", 0, "x");
            await Eventually.True(() => first.Stats.Processed == 1, "the first");
            position = first.Position;
        }
        await _host.Bus.Tell("number", 1, "x");
        await using var second = Make(resumeFrom: position);
        _ = second.RunAsync();
        await Eventually.True(() => second.Events.Count == 1, "what was missed");
        second.Events.Single().Data.GetInt32().ShouldBe(1);

        await using var third = Make(component: "other", resumeFrom: new("no such session", 5));
        _ = third.RunAsync();
        await Eventually.True(() => third.Lost.Count == 1, "the gap");
        third.Lost.Single().From.ShouldBe(6);
    }

    [Fact]
    public async Task A_request_under_way_at_a_break_ends_as_unknown()
    {
        await using var remote = Make();
        await remote.ConnectAsync().InTime();
        var request = remote.RequestAsync("other", "wait", timeout: TimeSpan.FromSeconds(3));
        await Eventually.True(async () => (await _host.Bus.Ask("other", "status")).As<ComponentStatus>().BusySince is not null, "the request");
        _proxy.Cut();
        (await request.InTime()).Kind.ShouldBe(RemoteReplyKind.Unknown);
    }

    [Fact]
    public async Task Events_that_find_no_room_are_fetched_again()
    {
        var gate = new TaskCompletionSource();
        await using var remote = Make(capacity: 16, process: async _ => await gate.Task);
        var running = remote.RunAsync();
        await remote.ConnectAsync().InTime();
        for (var i = 0; i < 200; i++) await _host.Bus.Tell("number", i, "x");
        await Eventually.True(() => Door.GetStats().Encoded == 200, "the events");
        (await remote.RequestAsync("other", "echo", 1)).IsOk.ShouldBeTrue("answers come in although events do not");
        gate.SetResult();
        await Eventually.True(() => remote.Events.Count == 200, "all of them");
        remote.Events.Select(static happened => happened.Data.GetInt32()).ShouldBe(Enumerable.Range(0, 200));
        remote.Lost.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_not_wanted_is_told_why()
    {
        await using var nobody = Make(component: "nobody");
        (await Should.ThrowAsync<RemoteRefusedException>(nobody.ConnectAsync().InTime())).Message.ShouldContain("There is no component nobody.");
        await using var first = Make();
        var running = first.RunAsync();
        await first.ConnectAsync().InTime();
        await using var second = Make();
        await second.ConnectAsync().InTime();
        (await Should.ThrowAsync<RemoteRefusedException>(running.InTime())).Message.ShouldContain("has taken the place");
    }

    private Remote Make(string component = "sample", string[]? types = null, RemotePosition? resumeFrom = null, int capacity = 4096, Func<RemoteEvent, ValueTask>? process = null) => new(
        new()
        {
            Door = _proxy.Door,
            Component = component,
            Types = types ?? [],
            ResumeFrom = resumeFrom,
            QueueCapacity = capacity,
            FirstDelay = TimeSpan.FromMilliseconds(5),
            LongestDelay = TimeSpan.FromMilliseconds(50),
            Random = new(3),
        },
        process);

    private async Task TellInside(string type) => await _host.Bus.Tell(type, 1, "x", new TellOptions { Origin = EventOrigin.Local });

    // Thousands of numbers are not worth reading.
    private static string Difference(Remote remote, int told)
    {
        var seen = remote.Events.Select(static happened => happened.Data.GetInt32()).ToArray();
        var at = Enumerable.Range(0, Math.Max(seen.Length, told)).FirstOrDefault(i => i >= seen.Length || seen[i] != i);
        return $"{told} were told and {seen.Length} came; from place {at} on they were {string.Join(", ", seen.Skip(at).Take(20))}";
    }

    private async Task<int> TellNumbers(CancellationToken end)
    {
        var number = 0;
        while (!end.IsCancellationRequested)
        {
            for (var i = 0; i < 5; i++) await _host.Bus.Tell("number", number++, "x");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, CancellationToken.None);
        }
        return number;
    }
}
