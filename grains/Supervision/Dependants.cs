namespace Genesis.Supervision;

/// <summary>Who depends on whom.</summary>
internal static class Dependants
{
    /// <summary>The components that depend on one, directly or through others: those nearest to it first, each once, never itself.</summary>
    public static IReadOnlyList<string> Of(string id, IEnumerable<ComponentRegistration> registrations)
    {
        var direct = registrations
            .SelectMany(static registration => registration.Policies.DependsOn.Select(on => (on, registration.Id)))
            .ToLookup(static pair => pair.on, static pair => pair.Id, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal) { id };
        List<string> found = [];
        for (var (next, at) = (id, 0); ; next = found[at++])
        {
            foreach (var dependant in direct[next].Order(StringComparer.Ordinal))
                if (seen.Add(dependant)) found.Add(dependant);
            if (at >= found.Count) return found;
        }
    }
}
