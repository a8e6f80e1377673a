using Genesis.Hosting;
using Microsoft.Extensions.Options;

namespace Genesis;

/// <summary>Registers the components that the host declares and starts them, a bounded number at a time.</summary>
internal sealed class ComponentStarter(IOptionsMonitor<DeclaredComponents> declared, ComponentDirectory directory) : IStartupTask
{
    private const int AtOnce = 256;

    public async Task Execute(CancellationToken cancellationToken)
    {
        foreach (var registration in declared.CurrentValue.Registrations) directory.Set(registration);
        var waiting = new List<Task>();
        foreach (var route in directory.Routes)
        {
            waiting.Add(route.Grain.Start());
            if (waiting.Count < AtOnce) continue;
            await Task.WhenAll(waiting);
            waiting.Clear();
        }
        await Task.WhenAll(waiting);
    }
}
