namespace Genesis.Exchanges;

/// <summary>Something that a venue says about the connection or a subscription.</summary>
/// <param name="Stream">The stream's name (<see cref="StreamKey.Name"/>), where the venue names it.</param>
/// <param name="RequestId">The id of the request it answers, where the venue echoes it; otherwise zero.</param>
/// <param name="Text">The venue's words.</param>
/// <param name="Reply">What to send back; empty for nothing.</param>
public sealed record VenueNotice(NoticeKind Kind, string? Stream = null, long RequestId = 0, string Text = "", ReadOnlyMemory<byte> Reply = default);
