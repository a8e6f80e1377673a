using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Genesis.Doors;

/// <summary>Says in the OpenAPI document what the operations say of themselves: bodies, parameters, problems, keys.</summary>
internal static class OpenApiSetup
{
    private const string Bearer = "bearer";
    private const string Header = "apiKey";
    private const string ProblemSchema = "Problem";

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = static description => description.ActionDescriptor.EndpointMetadata.OfType<DoorOperation>().Any();
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Genesis", Version = "1", Description = "Asks components, tells events and looks at the system. Failures are problem documents (RFC 9457)." };
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key. Without declared keys none is needed on the same machine." },
                [Header] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key" },
            };
            (document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>())[ProblemSchema] = Problem();
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(Describe);
        // The host's own options for JSON are not ours to change, so what differs is said here.
        options.AddSchemaTransformer(static (schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (!type.IsEnum) return Task.CompletedTask;
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetNames(type).Select(static name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name)!)];
            return Task.CompletedTask;
        });
    }

    private static async Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var door = context.Description.ActionDescriptor.EndpointMetadata.OfType<DoorOperation>().Single();
        operation.OperationId = door.Name;
        operation.Summary = door.Summary;
        operation.Parameters = [.. PathParameters(door.Path), .. door.Query.Select(static one => Parameter(one.Name, ParameterLocation.Query, one.Type, one.Meaning))];
        if (door.Body is { } body)
        {
            var schema = await context.GetOrCreateSchemaAsync(body, null, cancellationToken);
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { [DoorAnswer.Json] = new() { Schema = schema } } };
        }
        operation.Responses ??= [];
        IEnumerable<int> usual = door.Scope == DoorScope.None ? [403, 406, 500] : [401, 403, 406, 429, 500, 503];
        foreach (var status in door.Failures.Concat(usual).Distinct().Order()) operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = Failure(status, context.Document);
        if (door.Scope == DoorScope.None) return;
        operation.Description = $"Needs the scope {door.Scope.ToString().ToLowerInvariant()}.";
        operation.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Header, context.Document)] = [] },
        ];
    }

    private static IEnumerable<OpenApiParameter> PathParameters(string path) =>
        path.Split('/').Where(static part => part.StartsWith('{')).Select(static part => Parameter(part.Trim('{', '}'), ParameterLocation.Path, part == "{number}" ? "integer" : "string", part == "{number}" ? "Number of the letter." : "Id of the component."));

    private static OpenApiParameter Parameter(string name, ParameterLocation place, string type, string meaning) => new()
    {
        Name = name,
        In = place,
        Required = place == ParameterLocation.Path,
        Description = meaning,
        Schema = new OpenApiSchema { Type = type == "integer" ? JsonSchemaType.Integer : JsonSchemaType.String },
    };

    private static OpenApiResponse Failure(int status, OpenApiDocument? document) => new()
    {
        Description = ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Failure",
        Content = new Dictionary<string, OpenApiMediaType> { [Doors.Problem.ContentType] = new() { Schema = new OpenApiSchemaReference(ProblemSchema, document) } },
        Headers = status is 429 or 503 ? new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = new OpenApiHeader { Description = "Seconds.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } } } : null,
    };

    private static OpenApiSchema Problem()
    {
        var properties = new Dictionary<string, IOpenApiSchema>();
        foreach (var (name, type, meaning) in (ReadOnlySpan<(string, JsonSchemaType, string)>)
        [
            ("type", JsonSchemaType.String, "urn:genesis:problem: and the kind."), ("title", JsonSchemaType.String, "What it is, the same for a kind."), ("status", JsonSchemaType.Integer, "HTTP status."),
            ("detail", JsonSchemaType.String, "What happened and what to do."), ("instance", JsonSchemaType.String, "The path."), ("kind", JsonSchemaType.String, "Short name for programs."),
            ("target", JsonSchemaType.String, "The component that was asked."), ("requestType", JsonSchemaType.String, "Type of the request."), ("attempts", JsonSchemaType.Integer, "How often it was tried."),
            ("elapsedMs", JsonSchemaType.Number, "How long it took."), ("state", JsonSchemaType.String, "The component's state when it is not available."), ("retryAfterMs", JsonSchemaType.Number, "When trying again may make sense."),
            ("traceId", JsonSchemaType.String, "Finds it in traces and logs."),
        ])
            properties[name] = new OpenApiSchema { Type = type, Description = meaning };
        properties["errors"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String }, Description = "What is wrong, one by one." };
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = properties,
            Required = new HashSet<string> { "type", "title", "status", "detail", "kind" },
            Examples = [JsonNode.Parse("""{"type":"urn:genesis:problem:timedOut","title":"No answer within the deadline","status":504,"detail":"echo did not answer …","kind":"timedOut","target":"echo"}""")!],
        };
    }
}
