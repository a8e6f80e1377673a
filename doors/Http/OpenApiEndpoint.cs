using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Genesis.Doors;

/// <summary><c>GET /openapi/v1.json</c>: the operations, made once of the endpoints themselves.</summary>
internal sealed class OpenApiEndpoint([FromKeyedServices(OpenApiEndpoint.Document)] IOpenApiDocumentProvider provider)
{
    /// <summary>Name of the document; a host of the user's may have others beside it.</summary>
    public const string Document = "genesis";

    private byte[]? _document;

    public void Map(DoorRoutes routes) => routes.Map(new DoorOperation("GET", "/openapi/v1.json", DoorScope.Read, Show, "openapi", "This document.") { Answer = typeof(object) });

    private async Task Show(HttpContext context, Caller caller) => await DoorAnswer.Write(context, _document ??= await Make(context.RequestAborted), DoorAnswer.Json);

    private async Task<byte[]> Make(CancellationToken cancellationToken)
    {
        var document = await provider.GetOpenApiDocumentAsync(cancellationToken);
        var text = new StringWriter(new StringBuilder(), CultureInfo.InvariantCulture);
        document.SerializeAsV31(new OpenApiJsonWriter(text));
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
