using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Genesis.Tests.Runtime.Fixture;

/// <summary>Settings that a test changes while the host runs, as a changed file would.</summary>
internal sealed class ChangingSettings<TOptions>(Action<TOptions> first) : IOptionsChangeTokenSource<TOptions>
    where TOptions : class
{
    private ConfigurationReloadToken _changed = new();
    private Action<TOptions> _settings = first;

    public string Name => Options.DefaultName;

    public void AddTo(ISiloBuilder silo) => silo.Services.AddSingleton<IOptionsChangeTokenSource<TOptions>>(this).Configure<TOptions>(options => _settings(options));

    public void Change(Action<TOptions> settings)
    {
        _settings = settings;
        Interlocked.Exchange(ref _changed, new()).OnReload();
    }

    public IChangeToken GetChangeToken() => _changed;
}
