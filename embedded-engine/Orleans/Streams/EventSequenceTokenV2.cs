using System.Globalization;
using Orleans.Streams;

namespace Orleans.Providers.Streams.Common;

/// <summary>A position as two numbers: batch and event. The kind that the memory streams use.</summary>
[GenerateSerializer]
public class EventSequenceTokenV2 : StreamSequenceToken
{
    /// <summary>The start of all streams.</summary>
    public EventSequenceTokenV2()
    {
    }

    /// <summary>The position of a batch.</summary>
    public EventSequenceTokenV2(long seqNumber)
        : this(seqNumber, 0)
    {
    }

    /// <summary>The position of an event in a batch.</summary>
    public EventSequenceTokenV2(long seqNumber, int eventInd)
    {
        SequenceNumber = seqNumber;
        EventIndex = eventInd;
    }

    /// <inheritdoc />
    [Id(0)]
    public override long SequenceNumber { get; protected set; }

    /// <inheritdoc />
    [Id(1)]
    public override int EventIndex { get; protected set; }

    /// <summary>The position of an event in this batch.</summary>
    public EventSequenceTokenV2 CreateSequenceTokenForEvent(int eventInd) => new(SequenceNumber, eventInd);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as EventSequenceTokenV2);

    /// <inheritdoc />
    public override bool Equals(StreamSequenceToken? other) =>
        other is EventSequenceTokenV2 token && token.SequenceNumber == SequenceNumber && token.EventIndex == EventIndex;

    /// <inheritdoc />
    /// <exception cref="ArgumentOutOfRangeException">The other token is of another kind.</exception>
    public override int CompareTo(StreamSequenceToken? other)
    {
        if (other is null)
            return 1;
        if (other is not EventSequenceTokenV2 token)
            throw new ArgumentOutOfRangeException(nameof(other), other, "Only tokens of one kind can be compared.");

        var byNumber = SequenceNumber.CompareTo(token.SequenceNumber);
        return byNumber != 0 ? byNumber : EventIndex.CompareTo(token.EventIndex);
    }

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(SequenceNumber, EventIndex);

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"[EventSequenceTokenV2: SeqNum={SequenceNumber}, EventIndex={EventIndex}]");
}
