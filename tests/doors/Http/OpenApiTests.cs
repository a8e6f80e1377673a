using System.Text.Json;
using Genesis.Doors;
using Genesis.Tests.Doors.Fixture;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Genesis.Tests.Doors.Http;

/// <summary>The OpenAPI document says all that the door does, and nothing that points nowhere.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private DoorHost _host = null!;
    private JsonElement _document;

    public async ValueTask InitializeAsync()
    {
        _host = await DoorHost.Start();
        using var client = _host.Client();
        _document = await client.Send("GET", "/openapi/v1.json").Json();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private IEnumerable<(string Path, string Method, JsonElement Operation)> Operations =>
        from path in _document.GetProperty("paths").EnumerateObject() from method in path.Value.EnumerateObject() select (path.Name, method.Name.ToUpperInvariant(), method.Value);

    [Fact]
    public void Every_operation_is_in_it_and_no_other()
    {
        _document.GetProperty("openapi").GetString()!.ShouldStartWith("3.1");
        var mapped = _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.Select(static endpoint => endpoint.Metadata.GetMetadata<DoorOperation>()).OfType<DoorOperation>();
        Operations.Select(static one => $"{one.Method} {one.Path}").Order().ShouldBe(mapped.Select(static one => $"{one.Method} {one.Path}").Order());
        Operations.Select(static one => one.Operation.GetProperty("operationId").GetString()).ShouldBeUnique();
    }

    [Fact]
    public void Every_operation_has_summary_answers_problems_and_its_parameters()
    {
        foreach (var (path, method, operation) in Operations)
        {
            var what = $"{method} {path}";
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(what);
            var answers = operation.GetProperty("responses").EnumerateObject().ToArray();
            answers.Count(static answer => answer.Name[0] == '2').ShouldBe(1, what);
            foreach (var answer in answers.Where(static answer => answer.Name[0] != '2'))
                answer.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString().ShouldBe("#/components/schemas/Problem", what);
            foreach (var part in path.Split('/').Where(static part => part.StartsWith('{')))
                operation.GetProperty("parameters").EnumerateArray().ShouldContain(one => one.GetProperty("name").GetString() == part.Trim('{', '}') && one.GetProperty("in").GetString() == "path" && one.GetProperty("required").GetBoolean(), what);
            var isOpen = path is "/" or "/health/live" or "/health/ready";
            operation.TryGetProperty("security", out var security).ShouldBe(!isOpen, what);
            if (!isOpen) security.GetArrayLength().ShouldBe(2, what);
        }
        foreach (var body in new[] { "/request/{target}", "/events", "/components" })
            Resolve(_document.GetProperty("paths").GetProperty(body).GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"))
                .GetProperty("properties").TryGetProperty("type", out _).ShouldBeTrue(body);
    }

    [Fact]
    public void It_is_valid()
    {
        var read = OpenApiDocument.Parse(_document.GetRawText(), "json");
        read.Diagnostic!.Errors.Select(static error => error.ToString()).ShouldBeEmpty();
        read.Document!.Paths.Count.ShouldBe(Operations.Select(static one => one.Path).Distinct().Count());
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        foreach (var reference in References(_document)) Resolve(reference);
        var keys = _document.GetProperty("components").GetProperty("securitySchemes");
        keys.GetProperty("bearer").GetProperty("scheme").GetString().ShouldBe("bearer");
        keys.GetProperty("apiKey").GetProperty("name").GetString().ShouldBe("X-Api-Key");
    }

    private JsonElement Resolve(JsonElement schema)
    {
        if (!schema.TryGetProperty("$ref", out var reference)) return schema;
        var at = _document;
        foreach (var part in reference.GetString()![2..].Split('/'))
            at.TryGetProperty(part, out at).ShouldBeTrue(reference.GetString());
        return at;
    }

    private static IEnumerable<JsonElement> References(JsonElement at) => at.ValueKind switch
    {
        JsonValueKind.Object => (at.TryGetProperty("$ref", out var reference) && reference.ValueKind == JsonValueKind.String ? [at] : Array.Empty<JsonElement>()).Concat(at.EnumerateObject().SelectMany(static one => References(one.Value))),
        JsonValueKind.Array => at.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
