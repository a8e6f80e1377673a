using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Tests.Embedded.Reminders;

public interface IRemindedGrain : IGrainWithStringKey
{
    Task Remind(string name, TimeSpan due, TimeSpan period);
    Task<bool> Forget(string name);

    /// <summary>Holds the grain until the gate of its key opens, then unregisters the reminder.</summary>
    Task ForgetAfterGate(string name);
}

public sealed class RemindedGrain : Grain, IRemindedGrain, IRemindable
{
    /// <summary>A reminder whose ticks end when the gate of the key opens.</summary>
    public const string SlowReminder = "slow";

    private static readonly ConcurrentDictionary<string, ConcurrentQueue<TickStatus>> All = new();
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Gates = new();

    public static ConcurrentQueue<TickStatus> Ticks(string key) => All.GetOrAdd(key, static _ => new());

    public static TaskCompletionSource Gate(string key) => Gates.GetOrAdd(key, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var key = this.GetPrimaryKeyString();
        Ticks(key).Enqueue(status);
        return reminderName == SlowReminder ? Gate(key).Task : Task.CompletedTask;
    }

    public Task Remind(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task<bool> Forget(string name)
    {
        if (await this.GetReminder(name) is not { } reminder) return false;
        await this.UnregisterReminder(reminder);
        return true;
    }

    public async Task ForgetAfterGate(string name)
    {
        await Gate(this.GetPrimaryKeyString()).Task;
        await Forget(name);
    }
}
