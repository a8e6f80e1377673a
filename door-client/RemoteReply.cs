using System.Text.Json;

namespace Genesis.DoorClient;

/// <summary>How a request ended.</summary>
/// <param name="Kind">How.</param>
/// <param name="Result">The answer, when there is one.</param>
/// <param name="Problem">The problem document (RFC 9457) of a request that was refused or failed.</param>
/// <param name="Sentence">What happened, for people.</param>
public sealed record RemoteReply(RemoteReplyKind Kind, JsonElement? Result, JsonElement? Problem, string Sentence)
{
    /// <summary>Whether there is an answer.</summary>
    public bool IsOk => Kind == RemoteReplyKind.Ok;

    /// <summary>The answer as this type.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    /// <exception cref="JsonException">It does not fit the type.</exception>
    public T? As<T>() => IsOk ? Result!.Value.Deserialize<T>(RemoteJson.Options) : throw new InvalidOperationException(Sentence);
}
