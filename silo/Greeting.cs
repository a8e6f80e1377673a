using Genesis.Doors;

namespace Genesis.Silo;

/// <summary>What a person sees who starts a silo.</summary>
internal static class Greeting
{
    private const int Named = 10;

    public static async Task Write(TextWriter output, ISystemGrain system, string folder, int port, IReadOnlyList<string> doors, bool isChosen)
    {
        var status = await system.GetStatus();
        var page = await system.GetComponents(most: Named);
        var ids = string.Join(", ", page.Components.Select(static component => component.Id));
        await output.WriteLineAsync($"Genesis {status.Version} on Orleans {status.Orleans} answers on 127.0.0.1:{port}.");
        await output.WriteLineAsync($"Doors       {string.Join(", ", doors)}{(doors.Contains(DoorOptions.UsualAddress) || isChosen ? "" : $" ({DoorOptions.UsualAddress} was taken)")}");
        var settings = Path.Combine(folder, "appsettings.json");
        await output.WriteLineAsync($"Settings    {(File.Exists(settings) ? settings : $"defaults; there is no {settings}")}");
        await output.WriteLineAsync($"Storage     {status.Storage}");
        await output.WriteLineAsync($"Components  {(page.Total == 0 ? "none; declare them in the section Genesis:Components" : $"{page.Total}: {ids}{(page.More ? ", …" : "")}")}");
        foreach (var component in page.Components.Where(static component => component.State != Lifecycle.Running))
            await output.WriteLineAsync($"            {component.Id} is {component.State.ToString().ToLowerInvariant()}: {component.StateReason}");
        await output.WriteLineAsync($"Look at it from another terminal: dotnet run --project client -- status{(port == 30000 ? "" : $" --port {port}")}");
        await output.WriteLineAsync("Ctrl-C stops it.");
    }
}
