using System.CommandLine;

namespace Genesis.Client;

/// <summary>genesis checkpoints: what is kept of a component.</summary>
internal static class CheckpointsVerb
{
    public static Command Create()
    {
        var component = CommonOptions.Component();
        var content = new Option<bool>("--content") { Description = "Prints what is in a version: state, last events, marks. The newest sound one, unless --version says." };
        var version = new Option<long?>("--version") { Description = "Which version's content to print.", HelpName = "number" };
        var command = new Verb("checkpoints", """
            Shows the versions that are kept of a component's checkpoint, and what is in them.

            Examples:
              genesis checkpoints echo
              genesis checkpoints echo --content
              genesis checkpoints echo --version 12
            """)
        { component, content, version };
        command.SetAction((parsed, cancellationToken) => SiloConnection.Use(
            parsed,
            (session, end) => parsed.GetValue(content) || parsed.GetValue(version) is not null
                ? Content(session, parsed.GetRequiredValue(component), parsed.GetValue(version), end)
                : List(session, parsed.GetRequiredValue(component), end),
            cancellationToken));
        return command;
    }

    private static async Task<int> List(Session session, string id, CancellationToken cancellationToken)
    {
        var list = await session.Components.GetCheckpoints(id, cancellationToken);
        if (session.Json) Output.Json(list);
        if (list.Problem is { } problem)
        {
            Say.Error(problem);
            return ExitCode.Failed;
        }
        if (session.Json) return ExitCode.Done;
        Output.Table(
            [">Version", "Written", ">Bytes", "Class", ">Generation", ">Shape", "Sound"],
            list.Versions.Select(static one => (string[])
            [
                $"{one.Version}", Output.Utc(one.At), Output.Number(one.Size), one.ComponentType ?? "", $"{one.Generation}", $"{one.StateVersion}", one.Fault is { } fault ? $"no: {fault}" : "yes",
            ]));
        return ExitCode.Done;
    }

    private static async Task<int> Content(Session session, string id, long? version, CancellationToken cancellationToken)
    {
        var content = await session.Components.ReadCheckpoint(id, version, cancellationToken);
        if (session.Json) Output.Json(content);
        else if (content.Content is { } data) Output.Line(Output.Readable(data));
        if (content.Problem is { } problem) Say.Error(problem);
        return content.Problem is null ? ExitCode.Done : ExitCode.Failed;
    }
}
