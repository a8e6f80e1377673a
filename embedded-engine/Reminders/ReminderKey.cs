using Orleans.Runtime;

namespace Genesis.Embedded.Reminders;

/// <summary>What names a reminder.</summary>
internal readonly record struct ReminderKey(GrainId Grain, string Name);
