using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Doors;

/// <summary>Maps operations, and beside them what web users expect of every path: HEAD, OPTIONS, preflights, and an answer to methods that are not taken.</summary>
internal sealed class DoorRoutes(IEndpointRouteBuilder endpoints)
{
    private readonly DoorGate _gate = endpoints.ServiceProvider.GetRequiredService<DoorGate>();

    private readonly List<DoorOperation> _all = [];

    /// <summary>What was mapped.</summary>
    public IReadOnlyList<DoorOperation> All => _all;

    /// <summary>Maps all operations of one path.</summary>
    public void Map(params DoorOperation[] operations)
    {
        var path = operations[0].Path;
        _all.AddRange(operations);
        var allowed = string.Join(", ", operations.SelectMany(static operation => operation.Method == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : (string[])[operation.Method]).Append(HttpMethods.Options));
        foreach (var operation in operations)
        {
            RequestDelegate run = context => _gate.Run(context, operation);
            endpoints.MapMethods(path, [operation.Method], run).WithName("genesis." + operation.Name).WithMetadata([operation, .. DoorApiMetadata.Of(operation)]);
            if (operation.Method == HttpMethods.Get) endpoints.MapMethods(path, [HttpMethods.Head], run).ExcludeFromDescription();
        }
        // No method of its own: whatever the others do not take ends here.
        endpoints.Map(path, context => HttpMethods.IsOptions(context.Request.Method) ? _gate.Options(context, allowed) : _gate.Refuse(context, Problems.MethodNotAllowed(context.Request.Method, allowed)))
            .ExcludeFromDescription();
    }
}
