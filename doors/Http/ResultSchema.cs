using System.ComponentModel;
using System.Text.Json.Nodes;

namespace Genesis.Doors;

/// <summary>The answer to a request, for the OpenAPI document.</summary>
internal sealed record ResultSchema
{
    [Description("What the component answered: any JSON.")]
    public JsonNode? Result { get; init; }
}
