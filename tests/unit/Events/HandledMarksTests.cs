using System.Text.Json;
using Genesis.Events;

namespace Genesis.Tests.Unit.Events;

public sealed class HandledMarksTests
{
    private static readonly HandledLimits Small = new(Sources: 3, Epochs: 2, Ranges: 4, AcknowledgedRanges: 1);

    [Fact]
    public void An_event_is_new_then_pending_then_handled()
    {
        var marks = new HandledMarks();
        marks.Begin("s", 1, 1).ShouldBe(HandledState.New);
        marks.Begin("s", 1, 1).ShouldBe(HandledState.Pending);
        marks.Complete("s", 1, 1);
        marks.Begin("s", 1, 1).ShouldBe(HandledState.Handled);
        marks.Counts.Duplicates.ShouldBe(2);
        marks.PendingCount.ShouldBe(0);
    }

    [Fact]
    public void What_is_given_back_is_new_again()
    {
        var marks = new HandledMarks();
        marks.Begin("s", 1, 1);
        marks.Abandon("s", 1, 1);
        marks.Begin("s", 1, 1).ShouldBe(HandledState.New);
    }

    [Fact]
    public void Numbers_in_order_are_one_mark()
    {
        var marks = new HandledMarks();
        Handle(marks, 1, [1, 2, 3, 4]);
        var epoch = marks.Snapshot().Sources.Single().Epochs.Single();
        (epoch.UpTo, epoch.Above.Length).ShouldBe((4, 0));
    }

    [Fact]
    public void Numbers_out_of_order_are_ranges_until_the_gaps_close()
    {
        var marks = new HandledMarks();
        Handle(marks, 1, [7, 3, 9, 8, 2]);
        marks.Snapshot().Sources.Single().Epochs.Single().Above.ShouldBe([new(2, 3), new(7, 9)]);
        Handle(marks, 1, [1, 5, 4, 6]);
        var epoch = marks.Snapshot().Sources.Single().Epochs.Single();
        (epoch.UpTo, epoch.Above.Length).ShouldBe((9, 0));
    }

    [Fact]
    public void A_new_epoch_starts_anew_and_the_one_before_still_answers()
    {
        var marks = new HandledMarks();
        Handle(marks, 1, [1, 2]);
        marks.Begin("s", 2, 1).ShouldBe(HandledState.New);
        Handle(marks, 2, [1]);
        marks.Look("s", 1, 2).ShouldBe(HandledState.Handled);
        marks.Look("s", 1, 3).ShouldBe(HandledState.New);
    }

    [Fact]
    public void A_forgotten_epoch_answers_unknown()
    {
        var marks = new HandledMarks(limits: Small);
        Handle(marks, 1, [1]);
        Handle(marks, 2, [1]);
        Handle(marks, 4, [1]);
        marks.Begin("s", 1, 1).ShouldBe(HandledState.Unknown);
        marks.Look("s", 3, 1).ShouldBe(HandledState.New, "it lies between those that are remembered");
        marks.Complete("s", 1, 1);
        marks.Look("s", 2, 1).ShouldBe(HandledState.Handled, "an older epoch does not push a newer one out");
        marks.Counts.ShouldBe(new HandledCounts(0, Unknown: 1, 0, ForgottenEpochs: 2, 0));
    }

    [Fact]
    public void Beyond_the_bound_the_lowest_range_is_forgotten_and_answers_unknown()
    {
        var marks = new HandledMarks(limits: Small);
        Handle(marks, 1, [1, 3, 5, 7, 9, 11]);
        marks.Look("s", 1, 1).ShouldBe(HandledState.Handled);
        marks.Look("s", 1, 2).ShouldBe(HandledState.Unknown);
        marks.Look("s", 1, 3).ShouldBe(HandledState.Unknown);
        marks.Look("s", 1, 4).ShouldBe(HandledState.New);
        marks.Look("s", 1, 5).ShouldBe(HandledState.Handled);
        marks.Counts.ForgottenNumbers.ShouldBe(1);
    }

    [Fact]
    public void Beyond_the_bound_the_source_that_was_silent_for_longest_is_forgotten()
    {
        var marks = new HandledMarks(limits: Small);
        foreach (var source in new[] { "a", "b", "c", "a", "d" })
            marks.Complete(source, 1, marks.Look(source, 1, 1) == HandledState.New ? 1 : 2);
        marks.Look("b", 1, 1).ShouldBe(HandledState.New);
        marks.Look("a", 1, 2).ShouldBe(HandledState.Handled);
        marks.Counts.ForgottenSources.ShouldBe(1);
        marks.Snapshot().Sources.Select(marks => marks.Source).ShouldBe(["a", "c", "d"]);
    }

    [Fact]
    public void A_source_that_was_in_the_snapshot_is_gone_from_the_next_one()
    {
        var marks = new HandledMarks(limits: Small);
        foreach (var source in new[] { "a", "b", "c" })
            marks.Complete(source, 1, 1);
        marks.Snapshot();
        marks.Complete("d", 1, 1);
        marks.Snapshot().Sources.Select(marks => marks.Source).ShouldBe(["b", "c", "d"]);
    }

    [Fact]
    public void A_snapshot_does_not_change_and_is_the_same_while_nothing_does()
    {
        var marks = new HandledMarks();
        Handle(marks, 1, [1, 5]);
        var snapshot = marks.Snapshot();
        marks.IsChanged.ShouldBeFalse();
        marks.Snapshot().ShouldBeSameAs(snapshot);
        Handle(marks, 1, [2]);
        marks.Complete("t", 1, 1);
        marks.IsChanged.ShouldBeTrue();
        snapshot.Sources.Select(marks => marks.Source).ShouldBe(["s"]);
        snapshot.Sources.Single().Epochs.Single().UpTo.ShouldBe(1);
        var next = marks.Snapshot();
        marks.Complete("t", 1, 2);
        marks.Snapshot().Sources[0].ShouldBeSameAs(next.Sources[0], "only what has changed is taken anew");
    }

    [Fact]
    public void What_is_pending_is_not_in_the_snapshot()
    {
        var marks = new HandledMarks();
        marks.Begin("s", 1, 1);
        new HandledMarks(marks.Snapshot()).Look("s", 1, 1).ShouldBe(HandledState.New);
    }

    [Fact]
    public void When_the_journal_has_let_go_only_the_newest_ranges_stay()
    {
        var marks = new HandledMarks(limits: Small);
        Handle(marks, 1, [1, 3, 5, 7]);
        var written = marks.Snapshot();
        Handle(marks, 1, [9]);
        marks.Acknowledged(written);
        marks.Snapshot().Sources.Single().Epochs.Single().Above.ShouldBe([new(9, 9)]);
        marks.Look("s", 1, 7).ShouldBe(HandledState.Unknown);
        marks.Counts.ForgottenNumbers.ShouldBe(0, "nothing was forgotten that the journal holds");
    }

    [Fact]
    public void What_the_journal_holds_is_not_forgotten_by_an_acknowledgement()
    {
        var marks = new HandledMarks(limits: Small);
        Handle(marks, 1, [3, 5]);
        var written = marks.Snapshot();
        Handle(marks, 1, [4, 8]);
        marks.Acknowledged(written);
        marks.Snapshot().Sources.Single().Epochs.Single().Above.ShouldBe([new(3, 5), new(8, 8)], "4 has joined the range, and the journal holds it");
    }

    [Fact]
    public void It_survives_being_written_as_json()
    {
        var marks = new HandledMarks();
        Handle(marks, 3, [1, 2, 5, 7]);
        Handle(marks, 4, [2]);
        var json = JsonSerializer.Serialize(marks.Snapshot());
        var restored = new HandledMarks(JsonSerializer.Deserialize<HandledSnapshot>(json));
        restored.Begin("s", 3, 5).ShouldBe(HandledState.Handled);
        restored.Begin("s", 3, 6).ShouldBe(HandledState.New);
        restored.Begin("s", 4, 2).ShouldBe(HandledState.Handled);
        JsonSerializer.Serialize(restored.Snapshot()).ShouldBe(json);
    }

    [Fact]
    public void Damaged_marks_are_refused()
    {
        var damaged = new EpochMarks(1, 5, [new(9, 10), new(7, 8)], 0);
        var snapshot = new HandledSnapshot([new SourceMarks("s", [damaged], 0)]);
        Should.Throw<ArgumentException>(() => new HandledMarks(snapshot)).Message.ShouldContain("7 to 8 comes after 10");
    }

    [Fact]
    public void Numbers_start_at_1()
    {
        var marks = new HandledMarks();
        Should.Throw<ArgumentOutOfRangeException>(() => marks.Begin("s", 1, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => marks.Complete("s", 1, 0));
    }

    private static void Handle(HandledMarks marks, long epoch, long[] numbers)
    {
        foreach (var number in numbers)
            marks.Complete("s", epoch, number);
    }
}
