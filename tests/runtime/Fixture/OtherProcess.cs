using Genesis.Registry;
using Genesis.Resilience;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Genesis.Tests.Runtime.Fixture;

/// <summary>What another process has that asks components of this silo: a directory and a mode of its own.</summary>
internal sealed class OtherProcess : IDisposable
{
    public OtherProcess(IGrainFactory grains, IServiceProvider services)
    {
        var clock = services.GetRequiredService<MonotonicClock>();
        Directory = new ComponentDirectory(grains, services.GetRequiredService<IOptionsMonitor<ResilienceOptions>>(), clock);
        Link = new ProcessLink(grains, Directory, Mode, new ProcessIdentity(77), clock, NullLogger<ProcessLink>.Instance);
    }

    public ComponentDirectory Directory { get; }

    public ModeGate Mode { get; } = new();

    public ProcessLink Link { get; }

    public IEnumerable<string> Ids => Directory.Routes.Select(static route => route.Id).Order(StringComparer.Ordinal);

    public void Dispose() => Link.Dispose();
}
