using System.CommandLine;

namespace Genesis.Client;

/// <summary>genesis tell: tells an event.</summary>
internal static class TellVerb
{
    public static Command Create()
    {
        var type = new Argument<string>("type") { Description = "Type of the event, such as trade.btc." };
        var data = Data.Argument("Data of the event");
        var key = new Option<string?>("--key") { Description = "What it is about, such as a symbol." };
        var priority = new Option<EventPriority?>("--priority") { Description = "How urgent it is; the type's policy says when left out." };
        var life = CommonOptions.Time("--time-to-live", "How long it is worth something.");
        var only = CommonOptions.ComponentOption("--only", "The one component that gets it, subscribed or not.");
        var source = new Option<string>("--source") { Description = "Who tells it.", DefaultValueFactory = static _ => IOperatorGrain.Source };
        var command = new Verb("tell", """
            Tells an event to those who subscribed to its type.

            Examples:
              genesis tell test.hello
              genesis tell test.price '{"symbol":"BTC-USDT","price":1}' --key BTC-USDT
              genesis tell test.price @price.json --only echo
            """)
        { type, data, key, priority, life, only, source };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var told = new TellCommand(parsed.GetRequiredValue(type), await Data.Read(parsed.GetValue(data), cancellationToken))
            {
                Source = parsed.GetRequiredValue(source),
                Key = parsed.GetValue(key),
                Priority = parsed.GetValue(priority),
                TimeToLive = parsed.GetValue(life),
                Only = parsed.GetValue(only),
            };
            return await SiloConnection.Use(parsed, async (session, _) => Print(session, told.Type, await session.Operator.Tell(told)), cancellationToken);
        });
        return command;
    }

    private static int Print(Session session, string type, TellResult result)
    {
        if (session.Json) Output.Json(result);
        else if (result.IsTold) Output.Line(Sentence(type, result));
        if (!result.IsTold) Say.Error(result.Refused!);
        return result.IsTold ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Sentence(string type, TellResult result) => (result.Subscribers, result.Shed) switch
    {
        (0, 0) => $"Told, but nobody subscribed to {type}.",
        (var told, 0) => $"Told to {told} subscriber{(told == 1 ? "" : "s")}, as event {result.Id}.",
        var (told, shed) => $"Told to {told} of {told + shed} subscribers, as event {result.Id}; {shed} had no room.",
    };
}
