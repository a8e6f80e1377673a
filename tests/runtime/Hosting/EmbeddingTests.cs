using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Genesis.Tests.Runtime.Hosting;

/// <summary>The component runtime in somebody's own host.</summary>
public sealed class EmbeddingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("genesis-hosting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_few_lines_embed_all_of_it_and_the_state_outlives_the_host()
    {
        for (var life = 1; life <= 2; life++)
        {
            var builder = Builder();
            builder.AddGenesis(genesis => genesis.AddComponent<Tally>("tally"));
            using var host = builder.Build();
            await host.StartAsync(TestContext.Current.CancellationToken);
            var outcome = await host.Services.GetRequiredService<IComponentBus>().Ask("tally", "add", 2);
            outcome.As<int>().ShouldBe(2 * life);
            await host.StopAsync(TestContext.Current.CancellationToken);
        }
        File.Exists(Path.Combine(_folder, "data", "checkpoints.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_configuration_declares_components_and_sets_what_code_declares()
    {
        var builder = Builder(
            ("Genesis:Storage:Kind", "Memory"), ("Genesis:Components:first:Type", "Tally"), ("Genesis:Components:first:Settings:step", "10"), ("Genesis:Components:second:Settings:step", "5"));
        builder.AddGenesis(genesis => genesis.AddComponent<Tally>("second"));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var bus = host.Services.GetRequiredService<IComponentBus>();
        (await bus.Ask("first", "add", 1)).As<int>().ShouldBe(10);
        (await bus.Ask("second", "add", 1)).As<int>().ShouldBe(5);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Bad_settings_keep_the_host_from_starting_and_all_of_them_are_said()
    {
        var builder = Builder(("Genesis:Storage:Kind", "Memory"), ("Genesis:Components:a:Type", "Tall"), ("Genesis:Mode:SafeAbove", "2"), ("Genesis:Resilience:Deadlines:Complex", "00:01:00"));
        builder.AddGenesis(genesis => genesis.AddComponentType<Tally>());
        using var host = builder.Build();
        var refused = await Should.ThrowAsync<Exception>(() => host.StartAsync(TestContext.Current.CancellationToken));
        var findings = (refused as AggregateException)?.InnerExceptions.OfType<OptionsValidationException>().SelectMany(one => one.Failures) ?? [];
        findings.Order().ShouldBe([
            "Genesis:Components:a:Type is 'Tall', but it must be a class that this host knows (Tally). Did you mean Tally?",
            "Genesis:Mode:SafeAbove is 2, but it must be from 0 to 1. Leave it out for the default, 0.2.",
            "Genesis:Mode:SafeAbove is 2, but it must be lower than EmergencyAbove, which is 0.5. Lower the one or raise the other.",
            "Genesis:Resilience:Deadlines:Complex is 00:01:00, but it must be no longer than Orleans' response timeout, which is 00:00:30. Shorten it, or set a longer ResponseTimeout in SiloMessagingOptions.",
        ]);
    }

    [Fact]
    public void A_store_that_cannot_be_is_refused_when_it_is_added() =>
        Should.Throw<OptionsValidationException>(() => Builder(("Genesis:Storage:Kind", "Postgres")).AddGenesis()).Message.ShouldContain("Genesis:Storage:ConnectionString is empty");

    [Fact]
    public async Task Settings_change_while_the_host_runs()
    {
        var builder = Builder(("Genesis:Storage:Kind", "Memory"), ("Genesis:Resilience:Breaker:Failures", "1"));
        builder.AddGenesis(genesis => genesis.AddComponent<Tally>("tally"));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var bus = host.Services.GetRequiredService<IComponentBus>();
        (await bus.Ask("tally", "fail")).Kind.ShouldBe(OutcomeKind.Failed);
        (await bus.Ask("tally", "fail")).Kind.ShouldBe(OutcomeKind.CircuitOpen);

        Set(host, "Genesis:Limits:LongestAsk", "00:00:00.030");
        Set(host, "Genesis:Limits:LongestAsk", "never");
        host.Services.GetRequiredService<ComponentLimits>().LongestAsk.ShouldBe(TimeSpan.FromMilliseconds(30));
        Set(host, "Genesis:Resilience:Deadlines:Standard", "00:00:01.5");
        host.Services.GetRequiredService<ComponentDirectory>().Find("tally")!.For("add").Timeout.ShouldBe(TimeSpan.FromSeconds(1.5));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static void Set(IHost host, string path, string value)
    {
        var configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        configuration[path] = value;
        configuration.Reload();
    }

    private HostApplicationBuilder Builder(params (string Path, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Path, (string?)setting.Value)));
        return builder;
    }
}
