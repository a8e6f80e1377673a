using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Reminders;

/// <summary>What a grain holds of a reminder. It is of one version: after a change through another one it removes nothing.</summary>
[GenerateSerializer, Immutable, Alias("genesis.reminder")]
internal sealed record GrainReminder([property: Id(0)] GrainId GrainId, [property: Id(1)] string ReminderName, [property: Id(2)] string ETag) : IGrainReminder
{
    public static GrainReminder Of(ReminderEntry entry) => new(entry.GrainId, entry.ReminderName, entry.ETag ?? "");
}
