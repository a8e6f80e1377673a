using Genesis.Embedded.Hosting;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Genesis.Embedded.Reminders;

/// <summary>Starts and stops the table and the service with the silo.</summary>
internal sealed class ReminderHost(Engine engine, IOptions<ReminderOptions> options, IEnumerable<IReminderTable> tables) : ILifecycleParticipant<ISiloLifecycle>
{
    private readonly IReminderTable? _table = tables.LastOrDefault();
    private ReminderService? _service;

    public ReminderService Service => _service ?? throw new InvalidOperationException("Reminders are not there yet: the silo is still starting. Register them when it runs, or in a startup task.");

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe("reminder table", ServiceLifecycleStage.RuntimeGrainServices, StartTable, StopTable);
        lifecycle.Subscribe("reminders", ServiceLifecycleStage.Active, _ => _service!.Start(), _ => _service!.Stop());
    }

    private async Task StartTable(CancellationToken cancellationToken)
    {
        Check(options.Value);
        if (_table is null)
            throw new OrleansConfigurationException(
                "AddReminders was called and there is no reminder table. Add one where the silo is built: UseInMemoryReminderService(), UseStoredReminders(storageName), or an IReminderTable of your own.");
        using var patience = new CancellationTokenSource(options.Value.InitializationTimeout, engine.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        await _table.StartAsync(either.Token);
        _service = new ReminderService(engine, _table, options.Value);
    }

    private async Task StopTable(CancellationToken cancellationToken)
    {
        if (_service is not null) await _table!.StopAsync(cancellationToken);
    }

    private void Check(ReminderOptions given)
    {
        Require(given.MinimumReminderPeriod >= TimeSpan.Zero, nameof(given.MinimumReminderPeriod), given.MinimumReminderPeriod, "zero or more");
        Require(given.RefreshReminderListPeriod > TimeSpan.Zero, nameof(given.RefreshReminderListPeriod), given.RefreshReminderListPeriod, "above zero");
        Require(given.InitializationTimeout > TimeSpan.Zero, nameof(given.InitializationTimeout), given.InitializationTimeout, "above zero");
        if (given.MinimumReminderPeriod < TimeSpan.FromMinutes(1)) engine.Log.FastReminders(given.MinimumReminderPeriod);
    }

    private static void Require(bool holds, string option, TimeSpan value, string rule)
    {
        if (!holds) throw new OrleansConfigurationException($"ReminderOptions.{option} is {value}. It must be {rule}.");
    }
}
