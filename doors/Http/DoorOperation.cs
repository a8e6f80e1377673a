using Microsoft.AspNetCore.Http;

namespace Genesis.Doors;

/// <summary>Does what a request wants.</summary>
internal delegate Task DoorHandler(HttpContext context, Caller caller);

/// <summary>One thing that can be done at the HTTP door, with what the OpenAPI document says of it.</summary>
/// <param name="Method">The HTTP method; GET is HEAD, too.</param>
/// <param name="Path">The path.</param>
/// <param name="Scope">What a caller needs.</param>
/// <param name="Handler">What does it.</param>
/// <param name="Name">Its name for generated clients.</param>
/// <param name="Summary">What it does, as a sentence.</param>
internal sealed record DoorOperation(string Method, string Path, DoorScope Scope, DoorHandler Handler, string Name, string Summary)
{
    /// <summary>Type of the body; null when there is none.</summary>
    public Type? Body { get; init; }

    /// <summary>Status of success.</summary>
    public int Success { get; init; } = 200;

    /// <summary>Type of the answer; null when there is none, or it is of any shape.</summary>
    public Type? Answer { get; init; }

    /// <summary>Content type of the answer.</summary>
    public string AnswerType { get; init; } = DoorAnswer.Json;

    /// <summary>Statuses of failures beside those that every operation may have.</summary>
    public int[] Failures { get; init; } = [];

    /// <summary>Parameters in the query: name, type (string, integer), what it is.</summary>
    public (string Name, string Type, string Meaning)[] Query { get; init; } = [];
}
