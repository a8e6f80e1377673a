using System.Collections.Concurrent;
using Genesis.Embedded;
using Microsoft.Extensions.Hosting;
using Orleans.Streams;

namespace Genesis.Tests.Integration.Gateway;

/// <summary>What a client can do through a gateway.</summary>
public sealed class GatewayCallTests : IAsyncLifetime
{
    private readonly int _port = TestHosts.FreePort();
    private IHost _silo = null!;
    private IHost _client = null!;

    public async ValueTask InitializeAsync()
    {
        _silo = await TestHosts.Silo(_port, silo => silo.Configure<GatewayOptions>(options => options.MaxMessageSize = 1024 * 1024));
        _client = await TestHosts.Client(_port);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.Stop();
        await _silo.Stop();
        _client.Dispose();
        _silo.Dispose();
    }

    [Fact]
    public async Task A_call_goes_out_and_its_answer_comes_back()
    {
        var message = new TestMessage("hello", 1.25m, new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.FromHours(2)));
        (await _client.Grain().Echo(message).InTime()).ShouldBe(message);
    }

    [Fact]
    public async Task Many_calls_at_a_time_each_get_their_own_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 5000).Select(i => _client.Grain($"g{i % 50}").Echo(new TestMessage($"m{i}")))).InTime();
        answers.Select(answer => answer.Text).ShouldBe(Enumerable.Range(0, 5000).Select(i => $"m{i}"));
    }

    [Fact]
    public async Task An_exception_arrives_with_type_message_inner_and_remote_stack()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(_client.Grain().Fail("no").InTime());
        failure.Message.ShouldBe("no");
        failure.InnerException.ShouldBeOfType<ArgumentException>();
        failure.StackTrace!.ShouldContain(nameof(GatewayTestGrain));
    }

    [Fact]
    public async Task Request_context_crosses()
    {
        RequestContext.Set("user", "ada");
        (await _client.Grain().ContextValue("user").InTime()).ShouldBe("ada");
        RequestContext.Clear();
        (await _client.Grain().ContextValue("user").InTime()).ShouldBeNull();
    }

    [Fact]
    public async Task References_are_the_same_grain_on_both_sides()
    {
        var self = await _client.Grain("x").Self().InTime();
        self.ShouldBe(_client.Grain("x"));
        self.GetGrainId().ShouldBe(_silo.Grain("x").GetGrainId());
        (await _client.Grain("x").NameOf(_client.Grain("other")).InTime()).ShouldBe("other");
    }

    [Fact]
    public async Task Methods_inherited_from_an_interface_that_is_no_grain_interface_are_found() =>
        (await _client.Grain("named").Name().InTime()).ShouldBe("named");

    [Fact]
    public async Task Generic_grains_are_found()
    {
        (await _client.Grains().GetGrain<IBoxGrain<int>>(1).Swap(5).InTime()).ShouldBe(0);
        (await _client.Grains().GetGrain<IBoxGrain<int>>(1).Swap(6).InTime()).ShouldBe(5);
        (await _client.Grains().GetGrain<IBoxGrain<string?>>(1).Swap("x").InTime()).ShouldBeNull();
    }

    [Fact]
    public async Task Observers_get_notifications_in_order_and_answer()
    {
        var watcher = new Watcher();
        var reference = _client.Grains().CreateObjectReference<ITestWatcher>(watcher);
        await _client.Grain("w").Subscribe(reference).InTime();
        for (var i = 0; i < 100; i++) await _client.Grain("w").Notify($"{i}").InTime();
        await Eventually.True(() => watcher.Seen.Count == 100, "100 notifications");
        watcher.Seen.ShouldBe(Enumerable.Range(0, 100).Select(i => $"{i}"));
        (await _client.Grain("w").AskWatcher("you").InTime()).ShouldBe("watcher says you");
        GC.KeepAlive(watcher);
    }

    [Fact]
    public async Task An_observer_of_a_client_that_left_is_not_available()
    {
        var other = await TestHosts.Client(_port);
        var watcher = new Watcher();
        await other.Grain("gone").Subscribe(other.Grains().CreateObjectReference<ITestWatcher>(watcher)).InTime();
        await other.StopAsync().InTime();
        other.Dispose();
        await Eventually.True(
            async () =>
            {
                try
                {
                    await _client.Grain("gone").AskWatcher("x").InTime();
                    return false;
                }
                catch (ClientNotAvailableException)
                {
                    return true;
                }
            },
            "the observer to be unavailable");
        GC.KeepAlive(watcher);
    }

    [Fact]
    public async Task Cancellation_reaches_the_callee_and_the_caller_at_once()
    {
        using var source = new CancellationTokenSource();
        var call = _client.Grain("c").WaitForCancellation(source.Token);
        await Eventually.True(() => _client.Grain("c").ProcessId().ContinueWith(done => done.IsCompletedSuccessfully, TaskScheduler.Default), "the call to be under way");
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(call.InTime());
        await Eventually.True(() => _client.Grain("c").WasCancelled(), "the callee to be cancelled");
    }

    [Fact]
    public async Task A_timeout_tells_what_the_silo_knows()
    {
        var failure = await Should.ThrowAsync<TimeoutException>(_client.Grain("t").HangShortly().InTime());
        failure.Message.ShouldContain("The method is running");
    }

    [Fact]
    public async Task One_way_calls_arrive()
    {
        await _client.Grain("o").Tell("this").InTime();
        await Eventually.True(async () => await _client.Grain("o").Told() == "this", "the one-way call");
    }

    [Fact]
    public async Task A_message_above_the_limit_fails_alone()
    {
        var other = _client.Grain("s").HangShortly();
        (await Should.ThrowAsync<OrleansException>(_client.Grain().LengthOf(new byte[2 * 1024 * 1024]).InTime())).Message.ShouldContain("1048576 bytes");
        (await Should.ThrowAsync<OrleansException>(_client.Grain().Make(2 * 1024 * 1024).InTime())).Message.ShouldContain("could not be sent");
        (await _client.Grain().LengthOf(new byte[1000 * 1000]).InTime()).ShouldBe(1000 * 1000);
        await Should.ThrowAsync<TimeoutException>(other.InTime());
    }

    [Fact]
    public async Task Streams_reach_a_client_and_come_from_it()
    {
        var id = StreamId.Create("test", "key");
        var fromClient = _client.Grains().GetStreamProvider("streams").GetStream<TestMessage>(id);
        var fromSilo = _silo.Grains().GetStreamProvider("streams").GetStream<TestMessage>(id);
        var seen = new ConcurrentQueue<string>();
        var handle = await fromClient.SubscribeAsync((message, _) =>
        {
            seen.Enqueue(message.Text);
            return Task.CompletedTask;
        }).InTime();
        for (var i = 0; i < 20; i++) await (i % 2 == 0 ? fromClient : fromSilo).OnNextAsync(new TestMessage($"{i}")).InTime();
        await Eventually.True(() => seen.Count == 20, "20 events");
        seen.ShouldBe(Enumerable.Range(0, 20).Select(i => $"{i}"));
        await handle.UnsubscribeAsync().InTime();
    }

    private sealed class Watcher : ITestWatcher
    {
        public ConcurrentQueue<string> Seen { get; } = new();

        public Task Saw(string text)
        {
            Seen.Enqueue(text);
            return Task.CompletedTask;
        }

        public Task<string> Ask(string text) => Task.FromResult($"watcher says {text}");
    }
}
