namespace Genesis.Tests.Conformance.Reminders;

/// <summary>An engine with reminders in memory, of any period.</summary>
public sealed class ReminderEngine : IAsyncLifetime
{
    private TestEngine? _engine;

    public IGrainFactory Grains => _engine!.Grains;

    public async ValueTask InitializeAsync() => _engine = await TestEngine.Start(static silo =>
    {
        silo.UseInMemoryReminderService();
        silo.Configure<ReminderOptions>(static options => options.MinimumReminderPeriod = TimeSpan.FromMilliseconds(10));
    });

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null) await _engine.DisposeAsync();
    }
}
