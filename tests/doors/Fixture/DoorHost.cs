using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Genesis.Tests.Doors.Fixture;

/// <summary>A host with doors on a free loopback port, over real sockets, with everything kept in memory.</summary>
internal sealed class DoorHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DoorHost(WebApplication app, LogLines logs) => (_app, Logs) = (app, logs);

    public IServiceProvider Services => _app.Services;

    public IComponentBus Bus => Services.GetRequiredService<IComponentBus>();

    public LogLines Logs { get; }

    /// <summary>Where its doors are: http://127.0.0.1:PORT.</summary>
    public Uri Address => new(Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    public IPEndPoint EndPoint => new(IPAddress.Loopback, Address.Port);

    /// <summary>Starts one.</summary>
    /// <param name="components">Its components.</param>
    /// <param name="settings">Settings: path and value.</param>
    public static async Task<DoorHost> Start(Action<GenesisBuilder>? components = null, params (string Path, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Tests" });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([new("Genesis:Doors:Address", "http://127.0.0.1:0")]);
        builder.Configuration.AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Path, (string?)setting.Value)));
        var logs = new LogLines();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.AddGenesis(genesis =>
        {
            genesis.UseMemory();
            genesis.AddComponent<Sample>("sample", ["note.*"]).AddComponentType<Sample>();
            components?.Invoke(genesis);
        });
        builder.AddGenesisDoors();
        var app = builder.Build();
        app.MapGenesis();
        await app.StartAsync();
        return new DoorHost(app, logs);
    }

    /// <summary>A client that follows nothing and unpacks nothing.</summary>
    public HttpClient Client(string? key = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 256, RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8 }) { BaseAddress = Address };
        if (key is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    /// <summary>Changes settings while it runs.</summary>
    public void Change(params (string Path, string Value)[] settings)
    {
        var configuration = (IConfigurationRoot)Services.GetRequiredService<IConfiguration>();
        foreach (var (path, value) in settings) configuration[path] = value;
        configuration.Reload();
    }

    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
