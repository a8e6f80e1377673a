using System.Net.Sockets;
using System.Reflection;
using Genesis;
using Genesis.Silo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
var settings = builder.Configuration.GetSection(SiloSettings.Section).Get<SiloSettings>() ?? new SiloSettings();
if (new SiloSettingsValidator().Validate(null, settings) is { Failed: true } refused)
{
    foreach (var failure in refused.Failures) Console.Error.WriteLine(failure);
    return ExitCode.BadConfiguration;
}

var version = typeof(SiloSettings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(sp => new HostIdentity(
    version, GrainEngine.Name, settings.SiloName, Environment.ProcessId, sp.GetRequiredService<TimeProvider>().GetUtcNow()));
builder.UseOrleans(silo => GrainEngine.Configure(silo, settings));

using var host = builder.Build();
_ = host.Services.GetRequiredService<HostIdentity>();
try
{
    await host.StartAsync();
}
catch (Exception exception) when (exception is IOException or SocketException or OptionsValidationException or OrleansConfigurationException)
{
    Console.Error.WriteLine($"Genesis could not start: {exception.Message}");
    if (exception.GetBaseException() is SocketException)
        Console.Error.WriteLine($"Is another silo running? Choose another port: dotnet run --project silo -- --{SiloSettings.Section}:{nameof(settings.GatewayPort)}={settings.GatewayPort % 65535 + 1}");
    return ExitCode.CouldNotStart;
}

Console.WriteLine($"Genesis {version} runs on the {GrainEngine.Name} engine and answers on 127.0.0.1:{settings.GatewayPort}.");
Console.WriteLine($"Ask it from another terminal: dotnet run --project client -- status{(settings.GatewayPort == 30000 ? "" : $" --port {settings.GatewayPort}")}");
Console.WriteLine("Ctrl-C stops it.");
await host.WaitForShutdownAsync();
Console.WriteLine("Genesis has stopped.");
return ExitCode.Ok;
