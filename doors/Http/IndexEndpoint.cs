using Microsoft.AspNetCore.Http;

namespace Genesis.Doors;

/// <summary><c>GET /</c>: what there is.</summary>
internal sealed class IndexEndpoint(HostIdentity host)
{
    public void Map(DoorRoutes routes) => routes.Map(new DoorOperation("GET", "/", DoorScope.None, (context, _) => Show(context, routes), "index", "Says what there is.") { Answer = typeof(IndexAnswer) });

    private Task Show(HttpContext context, DoorRoutes routes) => DoorAnswer.Write(context, new IndexAnswer(
        "Genesis", host.Version, routes.All.OrderBy(static one => one.Path, StringComparer.Ordinal).ToDictionary(static one => $"{one.Method} {one.Path}", static one => one.Summary)));
}
