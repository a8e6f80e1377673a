using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Genesis.Tests.Conformance.Fixture;

public sealed partial class TestEngine
{
    private IHost? _host;

    /// <summary>Services of every silo.</summary>
    public IReadOnlyList<IServiceProvider> SiloServices => [_host!.Services];

    private async Task Launch()
    {
        if (_host is not null) await Discard();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.UseOrleans(_configure);
        _host = builder.Build();
        await _host.StartAsync();
    }

    private async Task Halt(CancellationToken deadline)
    {
        if (_host is not null) await _host.StopAsync(deadline);
    }

    private Task Discard()
    {
        _host?.Dispose();
        return Task.CompletedTask;
    }
}
