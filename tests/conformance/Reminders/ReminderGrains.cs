namespace Genesis.Tests.Conformance.Reminders;

[GenerateSerializer, Immutable, Alias("conformance.reminders.tick")]
public sealed record Tick(
    [property: Id(0)] string Reminder, [property: Id(1)] DateTime First, [property: Id(2)] TimeSpan Period, [property: Id(3)] DateTime At);

public interface IRemindedGrain : IGrainWithStringKey
{
    Task Remind(string name, TimeSpan due, TimeSpan period);
    Task<bool> Forget(string name);
    Task StopWithOldHandle(string name, TimeSpan period);
    Task<string?> Find(string name);
    Task<List<string>> All();
    Task<int> Count(string name);
    Task<Tick> Last(string name);
    Task FailFrom(int tick);
    Task Leave();
}

/// <summary>Keeps its ticks where its next activation and the test find them.</summary>
public sealed class RemindedGrain : Grain, IRemindedGrain, IRemindable
{
    private readonly long _activation = TestIds.Next();
    private Tick? _last;
    private int _failFrom = int.MaxValue;
    private int _seen;

    private Journal Journal => Journal.For(this.GetPrimaryKeyString());

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _last = new Tick(reminderName, status.FirstTickTime, status.Period, status.CurrentTickTime);
        Journal.Add(reminderName);
        Journal.For($"{this.GetPrimaryKeyString()} activations").Add($"{_activation}");
        return ++_seen >= _failFrom ? throw new InvalidOperationException("This tick fails.") : Task.CompletedTask;
    }

    public Task Remind(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task<bool> Forget(string name)
    {
        if (await this.GetReminder(name) is not { } reminder) return false;
        await this.UnregisterReminder(reminder);
        return true;
    }

    public async Task StopWithOldHandle(string name, TimeSpan period)
    {
        var old = await this.RegisterOrUpdateReminder(name, TimeSpan.FromHours(1), period);
        await this.RegisterOrUpdateReminder(name, TimeSpan.FromHours(2), period);
        await this.UnregisterReminder(old);
    }

    public async Task<string?> Find(string name) => (await this.GetReminder(name))?.ReminderName;

    public async Task<List<string>> All() => [.. (await this.GetReminders()).Select(static reminder => reminder.ReminderName).Order()];

    public Task<int> Count(string name) => Task.FromResult(Journal.Entries.Count(entry => entry == name));

    public Task<Tick> Last(string name) => Task.FromResult(_last!);

    public Task FailFrom(int tick)
    {
        _failFrom = tick;
        return Task.CompletedTask;
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public interface IDeafGrain : IGrainWithStringKey
{
    Task Remind();
}

/// <summary>Cannot be reminded.</summary>
public sealed class DeafGrain : Grain, IDeafGrain
{
    public Task Remind() => this.RegisterOrUpdateReminder("never", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
}
