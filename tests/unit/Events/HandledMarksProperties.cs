using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Genesis.Events;

namespace Genesis.Tests.Unit.Events;

public sealed class HandledMarksProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(200);

    [Fact]
    public void With_room_enough_every_answer_is_exact() => Prop.ForAll<int[]>(steps =>
    {
        var (marks, handled) = Run(steps, HandledLimits.Default);
        foreach (var (source, epoch, number) in Everything())
            (marks.Look(source, epoch, number) == HandledState.Handled).ShouldBe(handled.Contains((source, epoch, number)));
    }).Check(Many);

    [Fact]
    public void However_little_room_there_is_nothing_counts_as_handled_that_was_not() => Prop.ForAll<int[]>(steps =>
    {
        var (marks, handled) = Run(steps, new HandledLimits(Sources: 2, Epochs: 2, Ranges: 2, AcknowledgedRanges: 1), acknowledging: true);
        foreach (var (source, epoch, number) in Everything())
        {
            if (marks.Look(source, epoch, number) == HandledState.Handled)
                handled.ShouldContain((source, epoch, number));
        }
        foreach (var source in marks.Snapshot().Sources)
        {
            source.Epochs.Length.ShouldBeLessThanOrEqualTo(2);
            source.Epochs.ShouldAllBe(epoch => epoch.Above.Length <= 2);
        }
        marks.Snapshot().Sources.Length.ShouldBeLessThanOrEqualTo(2);
    }).Check(Many);

    [Fact]
    public void What_is_restored_answers_like_what_was_written() => Prop.ForAll<int[]>(steps =>
    {
        var limits = new HandledLimits(Sources: 3, Epochs: 2, Ranges: 3);
        var (marks, _) = Run(steps, limits);
        var restored = new HandledMarks(JsonSerializer.Deserialize<HandledSnapshot>(JsonSerializer.Serialize(marks.Snapshot())), limits);
        foreach (var (source, epoch, number) in Everything())
            restored.Look(source, epoch, number).ShouldBe(marks.Look(source, epoch, number));
    }).Check(Many);

    [Fact]
    public void Ranges_are_ascending_with_gaps_between() => Prop.ForAll<int[]>(steps =>
    {
        var (marks, _) = Run(steps, HandledLimits.Default);
        foreach (var epoch in marks.Snapshot().Sources.SelectMany(source => source.Epochs))
        {
            var end = epoch.UpTo;
            foreach (var range in epoch.Above)
            {
                range.From.ShouldBeGreaterThan(end + 1);
                range.To.ShouldBeGreaterThanOrEqualTo(range.From);
                end = range.To;
            }
        }
    }).Check(Many);

    private static IEnumerable<(string Source, long Epoch, long Number)> Everything() =>
        from source in new[] { "a", "b", "c" }
        from epoch in Enumerable.Range(1, 3)
        from number in Enumerable.Range(1, 30)
        select (source, (long)epoch, (long)number);

    private static (HandledMarks Marks, HashSet<(string, long, long)> Handled) Run(int[] steps, HandledLimits limits, bool acknowledging = false)
    {
        var marks = new HandledMarks(limits: limits);
        var handled = new HashSet<(string, long, long)>();
        var written = new Queue<HandledSnapshot>();
        foreach (var step in steps)
        {
            var random = new Random(step);
            var (source, epoch, number) = (((char)('a' + random.Next(3))).ToString(), 1 + random.Next(3), 1 + random.Next(30));
            switch (random.Next(8))
            {
                case 0 when acknowledging:
                    written.Enqueue(marks.Snapshot());
                    break;
                case 1 when written.Count > 0:
                    marks.Acknowledged(written.Dequeue());
                    break;
                default:
                    if (marks.Begin(source, epoch, number) is HandledState.New or HandledState.Unknown)
                    {
                        marks.Complete(source, epoch, number);
                        handled.Add((source, epoch, number));
                    }
                    break;
            }
        }
        return (marks, handled);
    }
}
