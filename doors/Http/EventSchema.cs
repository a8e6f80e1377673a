using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace Genesis.Doors;

/// <summary>The body of an event, for the OpenAPI document.</summary>
internal sealed record EventSchema
{
    [Required, Description("What happened: words separated by dots."), StringLength(JsonFields.LongestName, MinimumLength = 1)]
    public required string Type { get; init; }

    [Description("The data: any JSON; {} when left out.")]
    public JsonNode? Data { get; init; }

    [Description("Who tells it; external when left out. A component of this id does not get it."), StringLength(JsonFields.LongestName, MinimumLength = 1)]
    public string? Source { get; init; }

    [Description("What it is about, such as a symbol: newer events replace older ones of the same type and key where the policy says so.")]
    public string? Key { get; init; }
}
