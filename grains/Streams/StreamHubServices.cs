using System.Diagnostics.Metrics;

namespace Genesis.Streams;

/// <summary>The services that a <see cref="StreamHub"/> uses.</summary>
internal sealed record StreamHubServices(
    GenesisStreamOptions Options, EventPacker Packer, TimeProvider Time, IMeterFactory? Meters, SiloAddress Silo, bool HasFilter);
