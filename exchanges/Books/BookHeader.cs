namespace Genesis.Exchanges;

/// <summary>The evidence that a venue puts on a book frame. What it does not give is zero or null.</summary>
/// <param name="First">Number of the first change in the frame (Binance <c>U</c>).</param>
/// <param name="Last">Number of the last change in the frame (Binance and Bybit <c>u</c>, OKX <c>seqId</c>, a REST snapshot's <c>lastUpdateId</c>).</param>
/// <param name="Previous">Number of the last change of the frame before it (Binance futures <c>pu</c>, OKX <c>prevSeqId</c>).</param>
/// <param name="Checksum">The venue's checksum of the book after this frame.</param>
/// <param name="Ticks">The venue's time of the frame in UTC ticks, zero where it gives none.</param>
public readonly record struct BookHeader(long First = 0, long Last = 0, long Previous = 0, uint? Checksum = null, long Ticks = 0);
