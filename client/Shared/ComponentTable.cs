using System.Globalization;

namespace Genesis.Client;

/// <summary>Components in a table.</summary>
internal static class ComponentTable
{
    private static readonly string[] Columns = ["Component", "Type", "State", "Does", ">Requests", ">Events", ">Waiting", ">Failures"];

    public static async Task<List<ComponentStatus>> Read(Session session, CancellationToken cancellationToken)
    {
        List<ComponentStatus> components = [];
        for (var more = true; more;)
        {
            var page = await session.System.GetComponents(components.LastOrDefault()?.Id, cancellationToken: cancellationToken);
            components.AddRange(page.Components);
            more = page is { More: true, Components.Length: > 0 };
        }
        return components;
    }

    public static void Print(List<ComponentStatus> components)
    {
        if (components.Count == 0)
        {
            Output.Line("No components are registered.");
            return;
        }
        Output.Table(Columns, components.Select(static one => (string[])
        [
            one.Id, one.Type, one.State.ToString(), Doing(one), Output.Number(one.Requests), Output.Number(one.Events), Output.Number(one.QueuedRequests + one.QueuedEvents), Output.Number(one.Failures),
        ]));
        foreach (var one in components.Where(static one => one.State != Lifecycle.Running))
            Output.Line($"{one.Id} is {Output.Word(one.State)} since {Output.Utc(one.StateSince)}: {one.StateReason}");
    }

    public static string Doing(ComponentStatus one) => one.BusySince is { } since
        ? $"{Output.Word(one.Activity)} with {one.BusyWith} since {since.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}"
        : Output.Word(one.Activity);
}
