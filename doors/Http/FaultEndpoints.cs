using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Genesis.Doors;

/// <summary><c>/faults</c>: faults on purpose; look, inject, end.</summary>
internal sealed class FaultEndpoints(IFaults faults, IComponents components, Audit audit, DoorLifetime lifetime, IOptionsMonitor<DoorOptions> options)
{
    private const string All = "/faults";
    private const string One = "/faults/{number}";

    public void Map(DoorRoutes routes)
    {
        routes.Map(
            new DoorOperation("GET", All, DoorScope.Read, List, "listFaults", "The faults in force that were injected on purpose.") { Answer = typeof(FaultsAnswer) },
            new DoorOperation("POST", All, DoorScope.Admin, Inject, "injectFault", "Injects a fault into a component: kill, hang, slow, throw, drop, duplicate or delay.")
            {
                Body = typeof(FaultBody),
                Success = 201,
                Answer = typeof(FaultAnswer),
                Failures = [400, 404, 408, 413, 415],
            },
            new DoorOperation("DELETE", All, DoorScope.Admin, ClearAll, "clearFaults", "Ends all faults.") { Answer = typeof(DoneAnswer) });
        routes.Map(new DoorOperation("DELETE", One, DoorScope.Admin, Clear, "clearFault", "Ends a fault.") { Answer = typeof(DoneAnswer), Failures = [404] });
    }

    private Task List(HttpContext context, Caller caller) => DoorAnswer.Write(context, new FaultsAnswer([.. faults.List().Select(FaultAnswer.Of)]));

    private async Task Inject(HttpContext context, Caller caller)
    {
        var (problem, bytes) = await DoorBody.Receive(context, options.CurrentValue.Limits.BodyBytes, lifetime.Over);
        FaultBody? body = null;
        problem ??= FaultBody.Read(bytes, out body);
        if (problem is not null)
        {
            await problem.Answer(context);
            return;
        }
        var result = faults.Inject(body!.ToFault());
        audit.Note(context, caller, $"inject {body.Kind}", body.Component, result.Status is { } status ? $"fault {status.Number}" : "refused");
        if (result.Status is not { } injected)
        {
            await (components.List().All(one => one.Id != body.Component) ? Problems.NoComponent(result.Problem!) : Problems.BadFields(result.Problem!)).Answer(context);
            return;
        }
        context.Response.Headers.Location = $"{All}/{injected.Number}";
        await DoorAnswer.Write(context, FaultAnswer.Of(injected), StatusCodes.Status201Created);
    }

    private async Task Clear(HttpContext context, Caller caller)
    {
        var text = (string)context.Request.RouteValues["number"]!;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !faults.Clear(number))
        {
            await new Problem(404, "unknownFault", "There is no such fault", $"There is no fault of this number in force. GET {All} lists them.").Answer(context);
            return;
        }
        audit.Note(context, caller, "clear fault", text, "ended");
        await DoorAnswer.Write(context, new DoneAnswer(text, "ended"));
    }

    private Task ClearAll(HttpContext context, Caller caller)
    {
        var ended = faults.ClearAll();
        audit.Note(context, caller, "clear faults", "all", $"{ended} ended");
        return DoorAnswer.Write(context, new DoneAnswer("all", $"{ended} ended"));
    }
}
