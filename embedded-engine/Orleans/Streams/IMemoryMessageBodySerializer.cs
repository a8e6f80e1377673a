namespace Orleans.Providers;

/// <summary>Turns what is published in one call into bytes and back. This engine passes objects and never asks one.</summary>
public interface IMemoryMessageBodySerializer
{
    /// <summary>To bytes.</summary>
    ArraySegment<byte> Serialize(MemoryMessageBody body);

    /// <summary>From bytes.</summary>
    MemoryMessageBody Deserialize(ArraySegment<byte> bodyBytes);
}
