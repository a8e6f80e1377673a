using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Reminders;

/// <summary>What reminder tables have in common.</summary>
internal static class ReminderRows
{
    public static ReminderTableData Copy(IEnumerable<ReminderEntry> rows) => new(rows.Select(Copy).ToList());

    public static ReminderEntry Copy(ReminderEntry row) => new()
    {
        GrainId = row.GrainId,
        ReminderName = row.ReminderName,
        StartAt = row.StartAt,
        Period = row.Period,
        ETag = row.ETag,
    };

    /// <summary>The ring's part after begin and up to end. It may go over the top; equal bounds mean all of it.</summary>
    public static bool InRange(GrainId grain, uint begin, uint end)
    {
        var hash = grain.GetUniformHashCode();
        return begin < end ? hash > begin && hash <= end : begin == end || hash > begin || hash <= end;
    }
}
