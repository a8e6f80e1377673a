using System.Globalization;
using Orleans.Streams;

namespace Orleans.Providers.Streams.Common;

/// <summary>A position as two numbers: batch and event.</summary>
[GenerateSerializer]
public class EventSequenceToken : StreamSequenceToken
{
    /// <summary>The start of all streams.</summary>
    public EventSequenceToken()
    {
    }

    /// <summary>The position of a batch.</summary>
    public EventSequenceToken(long sequenceNumber)
        : this(sequenceNumber, 0)
    {
    }

    /// <summary>The position of an event in a batch.</summary>
    public EventSequenceToken(long sequenceNumber, int eventIndex)
    {
        SequenceNumber = sequenceNumber;
        EventIndex = eventIndex;
    }

    /// <inheritdoc />
    [Id(0)]
    public override long SequenceNumber { get; protected set; }

    /// <inheritdoc />
    [Id(1)]
    public override int EventIndex { get; protected set; }

    /// <summary>The position of an event in this batch.</summary>
    public EventSequenceToken CreateSequenceTokenForEvent(int eventInd) => new(SequenceNumber, eventInd);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as EventSequenceToken);

    /// <inheritdoc />
    public override bool Equals(StreamSequenceToken? other) =>
        other is EventSequenceToken token && token.SequenceNumber == SequenceNumber && token.EventIndex == EventIndex;

    /// <inheritdoc />
    /// <exception cref="ArgumentOutOfRangeException">The other token is of another kind.</exception>
    public override int CompareTo(StreamSequenceToken? other)
    {
        if (other is null)
            return 1;
        if (other is not EventSequenceToken token)
            throw new ArgumentOutOfRangeException(nameof(other), other, "Only tokens of one kind can be compared.");

        var byNumber = SequenceNumber.CompareTo(token.SequenceNumber);
        return byNumber != 0 ? byNumber : EventIndex.CompareTo(token.EventIndex);
    }

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(SequenceNumber, EventIndex);

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"[EventSequenceToken: SeqNum={SequenceNumber}, EventIndex={EventIndex}]");
}
