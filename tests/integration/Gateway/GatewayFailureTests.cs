using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime.Messaging;
using Orleans.Streams;

namespace Genesis.Tests.Integration.Gateway;

/// <summary>A silo in another process that is killed, stopped and started again under a client.</summary>
public sealed class GatewayFailureTests : IAsyncLifetime
{
    private readonly int _port = TestHosts.FreePort();
    private SiloProcess _silo = null!;
    private IHost? _client;

    public async ValueTask InitializeAsync() => _silo = await SiloProcess.Start(_port);

    public async ValueTask DisposeAsync()
    {
        if (_client is not null) await _client.Stop();
        _client?.Dispose();
        _silo.Dispose();
    }

    [Fact]
    public async Task Grains_live_in_the_other_process()
    {
        _client = await TestHosts.Client(_port);
        (await _client.Grain().ProcessId().InTime()).ShouldBe(_silo.Id);
    }

    [Fact]
    public async Task When_the_silo_is_killed_calls_in_flight_fail_at_once_and_later_ones_work_again()
    {
        var lost = 0;
        var found = 0;
        _client = await TestHosts.Client(_port, client => client
            .AddClusterConnectionLostHandler((_, _) => Interlocked.Increment(ref lost))
            .AddClusterConnectionStatusObserver(new StatusObserver(() => Interlocked.Increment(ref found))));
        var flying = Enumerable.Range(0, 20).Select(i => _client.Grain($"{i}").Hang()).ToArray();
        await _client.Grain("x").ProcessId().InTime();
        await _silo.Kill();
        foreach (var call in flying)
            (await Should.ThrowAsync<SiloUnavailableException>(call.InTime())).Message.ShouldContain("may or may not have run");
        (await Should.ThrowAsync<SiloUnavailableException>(_client.Grain().ProcessId().InTime())).Message.ShouldContain("was not sent");
        _silo.Dispose();
        _silo = await SiloProcess.Start(_port);
        await Answers(_client);
        (await _client.Grain().ProcessId().InTime()).ShouldBe(_silo.Id);
        await Eventually.True(() => Volatile.Read(ref found) == 1, "the status observer to be told");
        lost.ShouldBe(1);
    }

    [Fact]
    public async Task When_the_silo_stops_gracefully_the_client_hears_why()
    {
        _client = await TestHosts.Client(_port);
        await _client.Grain().ProcessId().InTime();
        var connection = _client.Connection();
        await _silo.Stop();
        await connection.Closed.InTime();
        connection.CloseReason!.ShouldContain("has stopped");
    }

    [Fact]
    public async Task Observers_and_stream_subscriptions_work_again_after_the_silo_was_restarted()
    {
        _client = await TestHosts.Client(_port);
        var seen = new ConcurrentQueue<string>();
        var stream = _client.Grains().GetStreamProvider("streams").GetStream<TestMessage>(StreamId.Create("ns", "k"));
        await stream.SubscribeAsync((message, _) =>
        {
            seen.Enqueue(message.Text);
            return Task.CompletedTask;
        }).InTime();
        var watcher = new Watcher();
        var reference = _client.Grains().CreateObjectReference<ITestWatcher>(watcher);
        await _client.Grain().Subscribe(reference).InTime();
        await _silo.Kill();
        _silo.Dispose();
        _silo = await SiloProcess.Start(_port);
        await Answers(_client);
        await _client.Grain().Subscribe(reference).InTime();
        (await _client.Grain().AskWatcher("again").InTime()).ShouldBe("again");
        await Eventually.True(
            async () =>
            {
                await stream.OnNextAsync(new TestMessage("after")).InTime();
                return seen.Contains("after");
            },
            "the subscription to be made again");
        GC.KeepAlive(watcher);
    }

    [Fact]
    public async Task A_client_without_a_silo_fails_to_start_and_says_where_it_looked()
    {
        var port = TestHosts.FreePort();
        (await Should.ThrowAsync<ConnectionFailedException>(TestHosts.Client(port))).Message.ShouldContain($":{port}");
    }

    [Fact]
    public async Task A_retry_filter_lets_a_client_wait_for_its_silo()
    {
        var port = TestHosts.FreePort();
        var asked = 0;
        var starting = TestHosts.Client(port, client => client.UseConnectionRetryFilter(async (_, token) =>
        {
            Interlocked.Increment(ref asked);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, token);
            return true;
        }));
        await Eventually.True(() => Volatile.Read(ref asked) > 0, "the first attempt");
        using var silo = await SiloProcess.Start(port);
        _client = await starting.InTime();
        (await _client.Grain().ProcessId().InTime()).ShouldBe(silo.Id);
    }

    [Fact]
    public async Task A_client_with_the_wrong_token_is_refused_and_with_the_right_one_let_in()
    {
        var port = TestHosts.FreePort();
        using var silo = await SiloProcess.Start(port, "a-secret");
        (await Should.ThrowAsync<ConnectionFailedException>(TestHosts.Client(port))).Message.ShouldContain("token is missing");
        var wrong = await Should.ThrowAsync<ConnectionFailedException>(TestHosts.Client(port, WithToken("wrong")));
        wrong.Message.ShouldContain("token is wrong");
        wrong.ToString().ShouldNotContain("a-secret");
        _client = await TestHosts.Client(port, WithToken("a-secret"));
        (await _client.Grain().ProcessId().InTime()).ShouldBe(silo.Id);
    }

    [Fact]
    public async Task A_client_of_another_cluster_is_refused() =>
        (await Should.ThrowAsync<ConnectionFailedException>(TestHosts.Client(_port, client => client.UseLocalhostClustering(_port, "other", "cluster"))))
            .Message.ShouldContain("this client asks for cluster 'cluster', service 'other'");

    private static Action<IClientBuilder> WithToken(string token) => client => client.Configure<Genesis.Embedded.GatewayOptions>(options => options.Token = token);

    private static Task Answers(IHost client) => Eventually.True(
        async () =>
        {
            try
            {
                await client.Grain().ProcessId().InTime();
                return true;
            }
            catch (SiloUnavailableException)
            {
                return false;
            }
        },
        "the silo to answer again");

    private sealed class StatusObserver(Action recovered) : IClusterConnectionStatusObserver
    {
        public void NotifyClusterConnectionLost()
        {
        }

        public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered)
        {
            if (connectionRecovered) recovered();
        }
    }

    private sealed class Watcher : ITestWatcher
    {
        public Task Saw(string text) => Task.CompletedTask;

        public Task<string> Ask(string text) => Task.FromResult(text);
    }
}
