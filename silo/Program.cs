using System.Globalization;
using Genesis;
using Genesis.Doors;
using Genesis.Silo;
using Genesis.Silo.Demo;
using Genesis.Silo.Replay;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

const int UsualPort = 30000;

if (Arguments.AskForHelp(args))
{
    Console.WriteLine(Arguments.Usage);
    return ExitCode.Ok;
}
var arguments = Arguments.Read(args);
if (arguments.Problem is { } problem)
{
    Console.Error.WriteLine(problem);
    return ExitCode.BadConfiguration;
}

// The settings in the working folder, if there are any: those in silo/ for `dotnet run --project silo`, so that a change of them takes effect while it runs.
var folder = File.Exists("appsettings.json") ? Directory.GetCurrentDirectory() : AppContext.BaseDirectory;
var port = UsualPort;
try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments.Settings, ContentRootPath = folder });
    if (arguments.Replay.Count > 0 || arguments.Seed is not null) return ReplayJob.Run(arguments, builder.Configuration, Console.Out);
    using var signals = new SignalLifetime();

    // Positions bought at simulated prices must not be valued at real ones: an account of its own, unless a folder is chosen.
    if (arguments.Live is { } live) builder.Configuration["Genesis:Storage:Folder"] ??= $"data/live-{live}";
    port = SiloSettings.Read(builder.Configuration).GatewayPort ?? UsualPort;
    builder.Configuration["Genesis:GatewayPort"] = port.ToString(CultureInfo.InvariantCulture);
    await using var job = await MainJob.Prepare(arguments, builder.Configuration);
    job?.Configure(builder.Logging);
    builder.AddGenesis(genesis =>
    {
        if (TelemetryOptions.IsExported(builder.Configuration)) genesis.Silo.AddActivityPropagation();
        genesis.AddComponentType<Echo>();
        job?.Configure(genesis);
    });
    builder.AddGenesisDoors();
    // A failed start is logged with its stack by the host and by Orleans; below it is a sentence.
    var hasStarted = false;
    string[] stacks = ["Microsoft.Extensions.Hosting.Internal.Host", "Orleans.Runtime.SiloLifecycleSubject", "Orleans.Runtime.Silo"];
    builder.Services.PostConfigure<LoggerFilterOptions>(options =>
    {
        foreach (var category in stacks)
        {
            var known = options.Rules.LastOrDefault(rule => rule.ProviderName is null && rule.CategoryName == category);
            options.Rules.Add(new LoggerFilterRule(
                null, category, known?.LogLevel ?? LogLevel.Warning,
                (provider, name, level) => hasStarted && known?.Filter?.Invoke(provider, name, level) != false));
        }
    });
    builder.Services.AddSingleton<IHostLifetime>(signals);
    // Components are stopped by then; what Orleans still waits for is given up.
    builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(4));
    await using var host = builder.Build();
    host.MapGenesis();
    host.MapGenesisFallback();
    signals.Attach(host.Lifetime);
    StrayExceptions.Survive(host.Services);
    await host.StartAsync();
    hasStarted = true;
    var system = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ISystemGrain>(ISystemGrain.Key);
    await Greeting.Write(Console.Out, system, folder, port, [.. host.Urls], DoorOptions.IsChosen(builder.Configuration));

    var counters = host.Services.GetRequiredService<ISystemCounters>();
    if (job is not null)
    {
        await job.Run(host, system, [.. host.Urls], port);
        await host.StopAsync();
    }
    else
    {
        using var end = arguments.For is { } time ? new CancellationTokenSource(time, TimeProvider.System) : null;
        await host.WaitForShutdownAsync(end?.Token ?? CancellationToken.None);
    }
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Genesis has stopped. It has counted {counters.Read()}."));
    return ExitCode.Ok;
}
catch (Exception exception) when (StartFailure.Of(exception, port) is { } failure)
{
    foreach (var line in failure.Lines) Console.Error.WriteLine(line);
    return failure.ExitCode;
}
