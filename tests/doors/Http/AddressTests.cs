using System.Net;
using System.Net.Sockets;
using Genesis.Doors;
using Genesis.Tests.Doors.Fixture;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Genesis.Tests.Doors.Http;

/// <summary>Where the doors listen, and what they do when somebody else is there.</summary>
public sealed class AddressTests
{
    [Fact]
    public async Task The_next_free_port_is_taken_when_nobody_chose_one()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var listener = await new NextFreePort(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance).BindAsync(new IPEndPoint(IPAddress.Loopback, port));
        ((IPEndPoint)listener.EndPoint).Port.ShouldBeInRange(port + 1, port + NextFreePort.Tries);
    }

    [Fact]
    public async Task A_chosen_address_that_is_taken_is_refused()
    {
        await using var first = await DoorHost.Start();
        var refused = await Should.ThrowAsync<IOException>(() => DoorHost.Start(null, ("Genesis:Doors:Address", first.Address.GetLeftPart(UriPartial.Authority))));
        refused.InnerException.ShouldBeOfType<AddressInUseException>();
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://localhost:1", true)]
    [InlineData("https://[::1]:443", true)]
    [InlineData("http://127.0.0.2", true)]
    [InlineData("http://0.0.0.0:80", false)]
    [InlineData("http://*:80", false)]
    [InlineData("http://+:80", false)]
    [InlineData("http://10.0.0.1:80", false)]
    [InlineData("http://desk.example", false)]
    public void Loopback_is_told_from_the_rest(string address, bool isLoopback) => DoorAddress.Read(address)!.IsLoopback.ShouldBe(isLoopback);

    [Theory]
    [InlineData("")]
    [InlineData("8080")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://127.0.0.1:8080/path")]
    [InlineData("http://me@127.0.0.1")]
    [InlineData("http://127.0.0.1:99999")]
    public void What_is_no_address_is_not_read(string address) => DoorAddress.Read(address).ShouldBeNull();
}
