using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Genesis.Doors;

/// <summary><c>POST /events</c>: tells an event from outside.</summary>
internal sealed class EventEndpoint(IComponentBus bus, DoorLifetime lifetime, IOptionsMonitor<DoorOptions> options)
{
    public void Map(DoorRoutes routes) => routes.Map(new DoorOperation("POST", "/events", DoorScope.Request, Tell, "tell", "Tells an event to those who subscribed to it, and does not wait for them.")
    {
        Body = typeof(EventSchema),
        Success = 202,
        Answer = typeof(EventAnswer),
        Failures = [400, 408, 413, 415, 503],
    });

    private async Task Tell(HttpContext context, Caller caller)
    {
        var limits = options.CurrentValue.Limits;
        var (problem, body) = await RequestEndpoint.Receive(context, limits, isEvent: true, lifetime.Over);
        if (problem is not null)
        {
            await problem.Answer(context);
            return;
        }
        TellResult told;
        try
        {
            told = await bus.Tell(body.Type, body.Data, body.Source, new TellOptions { Key = body.Key }).AsTask().WaitAsync(lifetime.Over);
        }
        catch (ArgumentException exception)
        {
            await Problems.BadFields(exception.Message).Answer(context);
            return;
        }
        // The data were read here already, so what is refused is refused by the mode.
        if (told.Refused is { } reason) await new Problem(503, "rejected", "The system mode does not let this through", reason) { RetryAfter = TimeSpan.FromSeconds(1) }.Answer(context);
        else await DoorAnswer.Write(context, new EventAnswer(told.Id, told.Subscribers, told.Shed), StatusCodes.Status202Accepted);
    }
}
