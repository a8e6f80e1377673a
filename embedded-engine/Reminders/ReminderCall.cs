using Genesis.Embedded.Calls;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Reminders;

/// <summary>A tick on its way to its grain: a call like any other, but one that does nothing if the reminder is gone by its turn.</summary>
internal sealed class ReminderCall(LocalReminder reminder, TickStatus status) : TaskCall
{
    private static readonly GrainMethod Receive = new(typeof(IRemindable), typeof(IRemindable).GetMethod(nameof(IRemindable.ReceiveReminder))!);

    private string _name = reminder.Entry.ReminderName;
    private TickStatus _status = status;

    public override GrainMethod Method => Receive;

    public override object? GetArgument(int index) => index == 0 ? _name : _status;

    public override void SetArgument(int index, object? value)
    {
        if (index == 0) _name = (string)value!;
        else _status = (TickStatus)value!;
    }

    protected override Task Send(object target)
    {
        if (reminder.IsGone) return System.Threading.Tasks.Task.CompletedTask;
        if (target is IRemindable grain) return grain.ReceiveReminder(_name, _status);
        throw new InvalidOperationException(
            $"{Reflect.Name(target.GetType())} has reminder '{_name}' and does not implement IRemindable. Implement it, or unregister the reminder where it still does.");
    }
}
