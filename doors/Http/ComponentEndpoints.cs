using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Genesis.Doors;

/// <summary><c>/components</c>: look, register, remove, restart, release.</summary>
internal sealed class ComponentEndpoints(IComponents components, IGrainFactory grains, Audit audit, DoorLifetime lifetime, TimeProvider time, IOptionsMonitor<DoorOptions> options)
{
    private const string One = "/components/{id}";

    /// <summary>How long a look at the system may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongAct = TimeSpan.FromSeconds(20);

    public void Map(DoorRoutes routes)
    {
        routes.Map(
            new DoorOperation("GET", "/components", DoorScope.Read, List, "listComponents", "How the components are, in order of their ids, page by page.")
            {
                Answer = typeof(ComponentPage),
                Failures = [400, 504],
                Query = [("after", "string", "The id after which to begin."), ("most", "integer", "How many at most, 1 to 1000; 100 when left out.")],
            },
            new DoorOperation("POST", "/components", DoorScope.Admin, Register, "register", "Registers a component and starts it; one that has the id already is replaced.")
            {
                Body = typeof(ComponentRegistration),
                Success = 201,
                Answer = typeof(RegistrationResult),
                Failures = [400, 408, 413, 415, 504],
            });
        routes.Map(
            new DoorOperation("GET", One, DoorScope.Read, Show, "showComponent", "How a component is, also while its handler is busy.") { Answer = typeof(ComponentStatus), Failures = [404, 503, 504] },
            new DoorOperation("DELETE", One, DoorScope.Admin, Remove, "remove", "Stops a component cleanly and forgets it; its checkpoint stays.") { Answer = typeof(RegistrationResult), Failures = [404, 504] });
        routes.Map(new DoorOperation("POST", One + "/restart", DoorScope.Admin, Restart, "restart", "Restarts a component from its last checkpoint, whatever its state.") { Answer = typeof(DoneAnswer), Failures = [404, 504] });
        routes.Map(new DoorOperation("POST", One + "/release", DoorScope.Admin, Release, "release", "Releases a component from quarantine and restarts it.") { Answer = typeof(DoneAnswer), Failures = [404, 409, 504] });
    }

    private async Task List(HttpContext context, Caller caller)
    {
        var query = new DoorQuery(context, "after", "most");
        var (after, most) = (query.Text("after"), query.Number("most", 1, ISystemGrain.LargestPage) ?? 100);
        if (query.Problem is { } problem) await problem.Answer(context);
        else await DoorAnswer.Write(context, await grains.GetGrain<ISystemGrain>(ISystemGrain.Key).GetComponents(after, (int)most, context.RequestAborted).WaitAsync(Patience, time, lifetime.Over));
    }

    private async Task Show(HttpContext context, Caller caller)
    {
        try
        {
            if (await components.Status(IdOf(context)).WaitAsync(Patience, time, lifetime.Over) is { } status) await DoorAnswer.Write(context, status);
            else await NotFound(context);
        }
        catch (AskException exception)
        {
            await Problems.Of(exception.Outcome).Answer(context);
        }
    }

    private async Task Register(HttpContext context, Caller caller)
    {
        var (problem, bytes) = await DoorBody.Receive(context, options.CurrentValue.Limits.BodyBytes, lifetime.Over);
        ComponentRegistration? registration = null;
        problem ??= RegistrationJson.Read(bytes, out registration);
        if (problem is not null)
        {
            await problem.Answer(context);
            return;
        }
        var result = await components.Register(registration!).WaitAsync(LongAct, time, lifetime.Over);
        audit.Note(context, caller, "register", registration!.Id, result.Accepted ? result.Replaced ? "replaced" : "registered" : "refused");
        if (!result.Accepted)
        {
            await Problems.BadFields(result.Problems.FirstOrDefault() ?? "It was refused.", [.. result.Problems]).Answer(context);
            return;
        }
        context.Response.Headers.Location = "/components/" + Uri.EscapeDataString(result.Id);
        await DoorAnswer.Write(context, result, result.Replaced ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private async Task Remove(HttpContext context, Caller caller)
    {
        var id = IdOf(context);
        var result = await components.Remove(id, $"It was removed by {caller.Name}.").WaitAsync(LongAct, time, lifetime.Over);
        audit.Note(context, caller, "remove", id, result.Accepted ? "removed" : "refused");
        if (result.Accepted) await DoorAnswer.Write(context, result);
        else if (components.List().All(one => one.Id != id)) await NotFound(context);
        else await new Problem(409, "conflict", "It cannot be done now", result.Problems.FirstOrDefault() ?? "It was refused.") { Errors = result.Problems }.Answer(context);
    }

    private async Task Restart(HttpContext context, Caller caller)
    {
        var id = IdOf(context);
        var done = await components.Restart(id, $"It was restarted by {caller.Name}.").WaitAsync(LongAct, time, lifetime.Over);
        audit.Note(context, caller, "restart", id, done ? "restarted" : "not found");
        if (done) await DoorAnswer.Write(context, new DoneAnswer(id, "restarted"));
        else await NotFound(context);
    }

    private async Task Release(HttpContext context, Caller caller)
    {
        var id = IdOf(context);
        var done = await components.Release(id, $"It was released by {caller.Name}.").WaitAsync(LongAct, time, lifetime.Over);
        audit.Note(context, caller, "release", id, done ? "released" : "not in quarantine");
        if (done) await DoorAnswer.Write(context, new DoneAnswer(id, "released"));
        else if (components.List().All(one => one.Id != id)) await NotFound(context);
        else await new Problem(409, "notQuarantined", "The component is not in quarantine", $"{id} is not in quarantine, so there is nothing to release it from. POST {One.Replace("{id}", id, StringComparison.Ordinal)}/restart restarts it.").Answer(context);
    }

    private static Task NotFound(HttpContext context) => Problems.NoComponent($"There is no component {IdOf(context)}. GET /components lists them.").Answer(context);

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
