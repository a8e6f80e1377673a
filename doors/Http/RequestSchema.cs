using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace Genesis.Doors;

/// <summary>The body of a request, for the OpenAPI document.</summary>
internal sealed record RequestSchema
{
    [Required, Description("Type of the request."), StringLength(JsonFields.LongestName, MinimumLength = 1)]
    public required string Type { get; init; }

    [Description("The data: any JSON; {} when left out.")]
    public JsonNode? Data { get; init; }

    [Description("Who asks; external when left out."), StringLength(JsonFields.LongestName, MinimumLength = 1)]
    public string? Source { get; init; }

    [Description("How long to wait for the answer, in milliseconds; the policy of the request says when left out.")]
    public double? TimeoutMs { get; init; }
}
