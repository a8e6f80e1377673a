using Microsoft.AspNetCore.Http;

namespace Genesis.Doors;

/// <summary>What the OpenAPI document is made of.</summary>
internal static class DoorApiMetadata
{
    public static IEnumerable<object> Of(DoorOperation operation)
    {
        // Whoever makes the document looks at endpoints with a method only.
        yield return operation.Handler.Method;
        yield return new TagsAttribute(operation.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "index");
        yield return new ProducesResponseTypeMetadata(operation.Success, operation.Answer ?? typeof(void), operation.Answer is null ? [] : [operation.AnswerType]);
    }
}
