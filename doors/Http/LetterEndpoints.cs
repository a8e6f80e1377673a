using System.Globalization;
using Genesis.Storage;
using Microsoft.AspNetCore.Http;

namespace Genesis.Doors;

/// <summary><c>/dead-letters</c>: look, tell again, remove.</summary>
internal sealed class LetterEndpoints(IEventRuntime events, Audit audit, DoorLifetime lifetime)
{
    private const string One = "/dead-letters/{number}";

    public void Map(DoorRoutes routes)
    {
        routes.Map(new DoorOperation("GET", "/dead-letters", DoorScope.Read, List, "listDeadLetters", "Events that could not be handled, newest first.")
        {
            Answer = typeof(LettersAnswer),
            Failures = [400, 503],
            Query =
            [
                ("target", "string", "Only those of this component."), ("type", "string", "Only of this event type."), ("source", "string", "Only those told by this source."),
                ("before", "integer", "Only with lower numbers."), ("most", "integer", "How many at most, 1 to 1000; 100 when left out."),
            ],
        });
        routes.Map(
            new DoorOperation("GET", One, DoorScope.Read, Show, "showDeadLetter", "One dead letter.") { Answer = typeof(LetterAnswer), Failures = [404, 503] },
            new DoorOperation("DELETE", One, DoorScope.Admin, Remove, "removeDeadLetter", "Removes a dead letter.") { Answer = typeof(DoneAnswer), Failures = [404, 503] });
        routes.Map(new DoorOperation("POST", One + "/replay", DoorScope.Admin, Replay, "replayDeadLetter", "Tells the event again, to the component that failed at it only, and removes the letter.")
        {
            Success = 202,
            Answer = typeof(EventAnswer),
            Failures = [404, 503],
        });
    }

    private async Task List(HttpContext context, Caller caller)
    {
        var query = new DoorQuery(context, "target", "type", "source", "before", "most");
        var filter = new DeadLetterFilter(query.Text("target"), query.Text("type"), query.Text("source"));
        var (before, most) = (query.Number("before", 0, long.MaxValue), query.Number("most", 1, 1000) ?? 100);
        if (query.Problem is { } problem)
        {
            await problem.Answer(context);
            return;
        }
        var page = await events.DeadLetters.List(filter, before, (int)most, lifetime.Over);
        await DoorAnswer.Write(context, new LettersAnswer([.. page.Letters.Select(LetterAnswer.Of)], page.NextBefore, await events.DeadLetters.Count(lifetime.Over)));
    }

    private async Task Show(HttpContext context, Caller caller)
    {
        if (NumberOf(context) is { } number && await events.DeadLetters.Find(number, lifetime.Over) is { } letter) await DoorAnswer.Write(context, LetterAnswer.Of(letter));
        else await NotFound(context);
    }

    private async Task Remove(HttpContext context, Caller caller)
    {
        if (NumberOf(context) is not { } number || !await events.DeadLetters.Remove(number, lifetime.Over))
        {
            await NotFound(context);
            return;
        }
        audit.Note(context, caller, "remove dead letter", $"{number}", "removed");
        await DoorAnswer.Write(context, new DoneAnswer($"{number}", "removed"));
    }

    private async Task Replay(HttpContext context, Caller caller)
    {
        if (NumberOf(context) is not { } number || await events.Replay(number, lifetime.Over) is not { } told)
        {
            await NotFound(context);
            return;
        }
        audit.Note(context, caller, "replay dead letter", $"{number}", told.IsTold && told.Shed == 0 ? "told again" : told.Refused ?? "shed");
        if (told is { Refused: null, Shed: 0 }) await DoorAnswer.Write(context, new EventAnswer(told.Id, told.Subscribers, told.Shed), StatusCodes.Status202Accepted);
        else await new Problem(503, "rejected", "It could not be told again now", $"{told.Refused ?? "There was no room for it."} The letter stays.") { RetryAfter = TimeSpan.FromSeconds(1) }.Answer(context);
    }

    private static Task NotFound(HttpContext context) => Problems.NoLetter.Answer(context);

    private static long? NumberOf(HttpContext context) => long.TryParse((string)context.Request.RouteValues["number"]!, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
