using Genesis.Storage;
using Orleans.Concurrency;

namespace Genesis.Operations;

/// <summary>Handles dead letters on behalf of operators.</summary>
[StatelessWorker(1), Reentrant]
internal sealed class DeadLetterGrain(IEventRuntime events, ComponentDirectory directory) : Grain, IDeadLetterGrain
{
    public async Task<DeadLetterList> List(string? target, string? type, long? before, int most, CancellationToken cancellationToken)
    {
        var page = await events.DeadLetters.List(new DeadLetterFilter(target, type), before, Math.Clamp(most, 1, IDeadLetterGrain.LargestPage), cancellationToken);
        var counts = await events.DeadLetters.Count(cancellationToken);
        return new([.. page.Letters.Select(ItemOf)], page.NextBefore, counts.Kept);
    }

    public async Task<DeadLetterItem?> Find(long number, CancellationToken cancellationToken) =>
        await events.DeadLetters.Find(number, cancellationToken) is { } letter ? ItemOf(letter) : null;

    public async Task<OperationResult> Replay(long number, CancellationToken cancellationToken)
    {
        if (await events.DeadLetters.Find(number, cancellationToken) is not { } letter) return Unknown(number);
        // Told to nobody it would be lost, and the letter with it.
        if (directory.Find(letter.Target) is null && !letter.Target.Contains('/', StringComparison.Ordinal))
            return new(false, $"Letter {number} is for {letter.Target}, which is not registered. {directory.Nearest(letter.Target)}".TrimEnd());
        if (await events.Replay(number, cancellationToken) is not { } told) return Unknown(number);
        if (told.Refused is { } refused) return new(false, $"Letter {number} was not told again: {refused}");
        return told.Shed > 0
            ? new(false, $"{letter.Target} has no room for letter {number} now. It is kept; try again later.")
            : new(true, $"Letter {number} is told again to {letter.Target}, as event {told.Id}.");
    }

    public async Task<OperationResult> Remove(long number, CancellationToken cancellationToken) =>
        await events.DeadLetters.Remove(number, cancellationToken) ? new(true, $"Letter {number} is removed.") : Unknown(number);

    private static OperationResult Unknown(long number) => new(false, $"There is no dead letter {number}. It was replayed, removed or dropped; see the list.");

    private static DeadLetterItem ItemOf(DeadLetter letter) => new(letter.Number, letter.Target, letter.At, letter.Reason, letter.Attempts, letter.Event.ToEvent());
}
