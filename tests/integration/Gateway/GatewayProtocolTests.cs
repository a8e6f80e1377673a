using System.Net;
using System.Net.Sockets;
using Genesis.Embedded;
using Genesis.Embedded.Gateway;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime.Messaging;

namespace Genesis.Tests.Integration.Gateway;

/// <summary>Peers that do not play by the rules: they are shown the door, and nobody else notices.</summary>
public sealed class GatewayProtocolTests : IAsyncLifetime
{
    private readonly int _port = TestHosts.FreePort();
    private IHost _silo = null!;
    private IHost? _client;

    public async ValueTask InitializeAsync() => _silo = await TestHosts.Silo(_port, silo => silo.Configure<GatewayOptions>(options =>
    {
        options.KeepAlivePeriod = TimeSpan.FromMilliseconds(300);
        options.KeepAliveTimeout = TimeSpan.FromSeconds(1.5);
        options.SendTimeout = TimeSpan.FromSeconds(1);
        options.ConnectTimeout = TimeSpan.FromSeconds(1);
        options.MaxMessageSize = 1024 * 1024;
        options.MaxConnections = 3;
    }));

    public async ValueTask DisposeAsync()
    {
        if (_client is not null) await _client.Stop();
        _client?.Dispose();
        await _silo.Stop();
        _silo.Dispose();
    }

    [Fact]
    public async Task Another_version_of_the_protocol_is_refused_with_both_versions_named()
    {
        using var peer = await RawPeer.Connect(_port);
        await peer.Send(MessageKind.Hello, (RawPeer.ProperHello with { Version = 99 }).Write);
        var (kind, body) = (await peer.Receive())!.Value;
        kind.ShouldBe(MessageKind.Refusal);
        var reason = body.ReadText();
        reason.ShouldContain("version 1");
        reason.ShouldContain("version 99");
        (await peer.Receive()).ShouldBeNull();
    }

    [Fact]
    public async Task Interfaces_that_differ_are_refused_with_both_signatures_named()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var starting = TestHosts.Client(((IPEndPoint)listener.LocalEndPoint!).Port);
        using var silo = new RawPeer(await listener.AcceptAsync());
        (await silo.Receive())!.Value.Kind.ShouldBe(MessageKind.Hello);
        var manifest = GatewayManifest.Of(_silo.Services.GetRequiredService<Genesis.Embedded.Hosting.Engine>().Types);
        manifest.Interfaces["test.gateway"].Signatures["echo"] = "Task Echo(int)";
        await silo.Send(MessageKind.Welcome, new Welcome("old", 1024 * 1024, manifest).Write);
        var failure = await Should.ThrowAsync<ConnectionFailedException>(starting);
        failure.Message.ShouldContain("test.gateway: silo old has 'Task Echo(int)', this client has");
        var (kind, body) = (await silo.Receive())!.Value;
        kind.ShouldBe(MessageKind.Goodbye);
        body.ReadText().ShouldContain("build both from the same version");
    }

    [Fact]
    public async Task A_method_that_the_silo_does_not_have_fails_that_call_only()
    {
        using var peer = await RawPeer.Client(_port);
        await peer.Send(MessageKind.Method, Method(1, "test.gateway", "no such method"));
        await peer.Send(MessageKind.GrainType, TypeName(1, "gatewaytest"));
        await peer.Send(MessageKind.Call, Call(7, 1));
        var (kind, body) = (await peer.Receive())!.Value;
        kind.ShouldBe(MessageKind.Error);
        body.ReadVar64().ShouldBe(7u);
        await peer.Send(MessageKind.Ping);
        (await peer.Receive())!.Value.Kind.ShouldBe(MessageKind.Pong);
    }

    [Fact]
    public async Task Garbage_is_answered_with_a_goodbye_or_a_cut_and_others_go_on()
    {
        _client = await TestHosts.Client(_port);
        var random = new Random(7);
        for (var round = 0; round < 40; round++)
        {
            var garbage = new byte[random.Next(1, 300)];
            random.NextBytes(garbage);
            // Every other time with a length that makes it a whole message.
            if (round % 2 == 0 && garbage.Length > 5) BitConverter.TryWriteBytes(garbage, garbage.Length - 4);
            using var peer = round % 4 < 2 ? await RawPeer.Connect(_port) : await RawPeer.Client(_port);
            await peer.SendBytes(garbage);
            peer.Socket.Shutdown(SocketShutdown.Send);
            while (await peer.Receive() is not null) { }
            (await _client.Grain().ProcessId().InTime()).ShouldBe(Environment.ProcessId);
        }
    }

    [Fact]
    public async Task A_message_that_claims_to_be_too_large_closes_the_connection_with_the_reason()
    {
        using var peer = await RawPeer.Client(_port);
        await peer.SendBytes(BitConverter.GetBytes(500 * 1024 * 1024));
        var (kind, body) = (await peer.Receive())!.Value;
        kind.ShouldBe(MessageKind.Goodbye);
        body.ReadText().ShouldContain("the limit is 1048576");
        (await peer.Receive()).ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_says_nothing_at_first_is_disconnected()
    {
        using var peer = await RawPeer.Connect(_port);
        (await peer.Receive().InTime()).ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_falls_silent_is_pinged_and_then_disconnected()
    {
        using var peer = await RawPeer.Client(_port);
        (await peer.Receive())!.Value.Kind.ShouldBe(MessageKind.Ping);
        while (await peer.Receive() is { } message) message.Kind.ShouldBe(MessageKind.Ping);
    }

    [Fact]
    public async Task Whoever_answers_pings_stays()
    {
        using var peer = await RawPeer.Client(_port);
        for (var i = 0; i < 8; i++)
        {
            (await peer.Receive())!.Value.Kind.ShouldBe(MessageKind.Ping);
            await peer.Send(MessageKind.Pong);
        }
    }

    [Fact]
    public async Task A_client_notices_a_silo_that_hangs()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var starting = TestHosts.Client(((IPEndPoint)listener.LocalEndPoint!).Port, client => client.Configure<GatewayOptions>(options =>
        {
            options.KeepAlivePeriod = TimeSpan.FromMilliseconds(200);
            options.KeepAliveTimeout = TimeSpan.FromSeconds(1);
        }));
        using var silo = new RawPeer(await listener.AcceptAsync());
        await silo.Receive();
        var manifest = GatewayManifest.Of(_silo.Services.GetRequiredService<Genesis.Embedded.Hosting.Engine>().Types);
        await silo.Send(MessageKind.Welcome, new Welcome("hangs", 1024 * 1024, manifest).Write);
        _client = await starting.InTime();
        var call = _client.Grain().ProcessId();
        (await Should.ThrowAsync<SiloUnavailableException>(call.InTime())).Message.ShouldContain("no sign of life");
    }

    [Fact]
    public async Task A_reader_that_does_not_read_is_disconnected_and_others_go_on()
    {
        _client = await TestHosts.Client(_port);
        using var peer = await RawPeer.Client(_port);
        var connection = _silo.Services.GetRequiredService<GatewayServer>();
        await peer.Send(MessageKind.Method, Method(1, "test.gateway", "Make(System.Int32)"));
        await peer.Send(MessageKind.GrainType, TypeName(1, "gatewaytest"));
        // Asks for far more than the sockets' buffers hold, and reads none of it.
        for (var i = 1u; i <= 200; i++)
            await peer.Send(MessageKind.Call, writer =>
            {
                Call(i, 1)(writer);
                writer.WriteZigZag(500 * 1024);
            });
        await Eventually.True(() => connection.ClientCount == 1, "the slow reader to be disconnected");
        (await _client.Grain().ProcessId().InTime()).ShouldBe(Environment.ProcessId);
    }

    [Fact]
    public async Task More_clients_than_allowed_are_refused()
    {
        using var first = await RawPeer.Connect(_port);
        await first.Send(MessageKind.Hello, (RawPeer.ProperHello with { ClientId = "1" }).Write);
        using var second = await RawPeer.Connect(_port);
        await second.Send(MessageKind.Hello, (RawPeer.ProperHello with { ClientId = "2" }).Write);
        using var third = await RawPeer.Connect(_port);
        await third.Send(MessageKind.Hello, (RawPeer.ProperHello with { ClientId = "3" }).Write);
        foreach (var welcome in new[] { first, second, third }) (await welcome.Receive())!.Value.Kind.ShouldBe(MessageKind.Welcome);
        (await Should.ThrowAsync<ConnectionFailedException>(TestHosts.Client(_port))).Message.ShouldContain("serves 3 clients");
    }

    [Fact]
    public async Task Listening_beyond_this_machine_without_a_token_is_refused_at_start()
    {
        var failure = await Should.ThrowAsync<OrleansConfigurationException>(TestHosts.Silo(
            TestHosts.FreePort(), silo => silo.ConfigureEndpoints(IPAddress.Loopback, 11111, TestHosts.FreePort(), listenOnAnyHostAddress: true)));
        failure.Message.ShouldContain("has no token");
        using var safe = await TestHosts.Silo(TestHosts.FreePort(), silo => silo
            .ConfigureEndpoints(IPAddress.Loopback, 11111, TestHosts.FreePort(), listenOnAnyHostAddress: true)
            .Configure<GatewayOptions>(options => options.Token = "secret"));
        await safe.Stop();
    }

    [Fact]
    public async Task A_gateway_port_of_zero_means_no_gateway()
    {
        using var silo = await TestHosts.Silo(0);
        silo.Services.GetRequiredService<GatewayServer>().EndPoint.ShouldBeNull();
        await silo.Stop();
    }

    private static Action<WireWriter> Method(uint number, string face, string id) => writer =>
    {
        writer.WriteVar(number);
        writer.WriteString(face);
        writer.WriteString(face);
        writer.WriteString(id);
    };

    private static Action<WireWriter> TypeName(uint number, string name) => writer =>
    {
        writer.WriteVar(number);
        writer.WriteString(name);
    };

    private static Action<WireWriter> Call(ulong id, uint method) => writer =>
    {
        writer.WriteVar(id);
        writer.WriteByte(0);
        writer.WriteVar(method);
        writer.WriteVar(1u);
        writer.WriteString("raw");
        writer.WriteVar(10_001u);
    };
}
