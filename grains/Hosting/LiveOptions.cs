using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Genesis.Hosting;

/// <summary>
/// Settings that follow the configuration while the host runs. A change that breaks a rule is refused and said, and the last good settings stay;
/// the monitor of .NET would throw at whoever reads them next.
/// </summary>
internal sealed partial class LiveOptions<TOptions> : IOptionsMonitor<TOptions>, IDisposable
    where TOptions : class
{
    private readonly IOptionsFactory<TOptions> _factory;
    private readonly ILogger _log;
    private readonly List<IDisposable> _sources = [];
    private readonly Lock _gate = new();
    private TOptions? _current;
    private Action<TOptions, string?>? _listeners;

    public LiveOptions(IOptionsFactory<TOptions> factory, IEnumerable<IOptionsChangeTokenSource<TOptions>> sources, ILoggerFactory logs)
    {
        (_factory, _log) = (factory, logs.CreateLogger("Genesis.Settings"));
        foreach (var source in sources) _sources.Add(ChangeToken.OnChange(source.GetChangeToken, Reload));
    }

    /// <summary>The settings that hold.</summary>
    /// <exception cref="OptionsValidationException">Only before there were any good ones: at start.</exception>
    public TOptions CurrentValue
    {
        get
        {
            if (Volatile.Read(ref _current) is { } current) return current;
            lock (_gate) return _current ??= _factory.Create(Options.DefaultName);
        }
    }

    public TOptions Get(string? name) => CurrentValue;

    public IDisposable OnChange(Action<TOptions, string?> listener)
    {
        lock (_gate) _listeners += listener;
        return new Listening(this, listener);
    }

    private void Reload()
    {
        // Not in use yet: it will be read when it is.
        if (Volatile.Read(ref _current) is null) return;
        TOptions changed;
        try
        {
            changed = _factory.Create(Options.DefaultName);
        }
        catch (Exception exception)
        {
            LogRefused(typeof(TOptions).Name, exception.Message);
            return;
        }
        Volatile.Write(ref _current, changed);
        foreach (var listener in _listeners?.GetInvocationList() ?? [])
        {
            try
            {
                ((Action<TOptions, string?>)listener)(changed, Options.DefaultName);
            }
            catch (Exception exception)
            {
                LogNotApplied(exception, typeof(TOptions).Name);
            }
        }
    }

    public void Dispose()
    {
        foreach (var source in _sources) source.Dispose();
    }

    private sealed class Listening(LiveOptions<TOptions> owner, Action<TOptions, string?> listener) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._gate) owner._listeners -= listener;
        }
    }
}
