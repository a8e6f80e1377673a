using System.Collections.Immutable;

namespace Genesis.Exchanges;

/// <summary>A text frame to send, the request id by which its answer is known (zero where the venue echoes none) and the streams it is about.</summary>
public sealed record OutgoingFrame(ReadOnlyMemory<byte> Text, long RequestId, ImmutableArray<StreamKey> Streams);
