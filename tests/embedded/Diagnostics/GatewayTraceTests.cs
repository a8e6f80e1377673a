using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Genesis.Embedded.Gateway;
using Genesis.Tests.Embedded.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Genesis.Tests.Embedded.Diagnostics;

/// <summary>A trace goes on across the gateway.</summary>
public sealed class GatewayTraceTests
{
    private const string SourceName = "embedded.tests.gateway";
    private static readonly ActivitySource Source = new(SourceName);

    [Fact]
    public async Task The_span_in_the_silo_hangs_below_the_clients()
    {
        await using var silo = await TestSilo.Start(static silo =>
        {
            silo.AddActivityPropagation().UseLocalhostClustering();
            silo.Configure<EndpointOptions>(static options => options.GatewayListeningEndpoint = new IPEndPoint(IPAddress.Loopback, 0));
        });
        var port = silo.Services.GetRequiredService<GatewayServer>().EndPoint.ShouldBeOfType<IPEndPoint>().Port;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client => client.UseLocalhostClustering(port).AddActivityPropagation());
        using var client = builder.Build();
        await client.StartAsync();

        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is SourceName or "Microsoft.Orleans.Application",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using (var root = Source.StartActivity("test").ShouldNotBeNull())
        {
            await client.Services.GetRequiredService<IClusterClient>().GetGrain<IMeasuredGrain>("gateway").Answer();
            List<Activity> Found() => [.. spans.Where(span => span.TraceId == root.TraceId)];
            await Wait.ForEqual(2, () => Found().Count, "spans of the call");
            var sent = Found().Single(static span => span.Kind == ActivityKind.Client);
            var run = Found().Single(static span => span.Kind == ActivityKind.Server);
            sent.ParentSpanId.ShouldBe(root.SpanId);
            run.ParentSpanId.ShouldBe(sent.SpanId);
            run.HasRemoteParent.ShouldBeTrue();
        }
        await client.StopAsync();
    }
}
