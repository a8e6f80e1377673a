namespace Genesis;

/// <summary>What went wrong in a handler.</summary>
/// <param name="Type">Type of the exception.</param>
/// <param name="Message">Its message.</param>
/// <param name="Transient">Whether trying again may help.</param>
/// <param name="Detail">The stack, for logs.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Failure")]
public sealed record Failure(
    [property: Id(0)] string Type,
    [property: Id(1)] string Message,
    [property: Id(2)] bool Transient,
    [property: Id(3)] string? Detail = null);
