namespace Genesis.Tests.Embedded.Parity;

/// <summary>Compares shapes. Ours may leave things out; what it has must be the same.</summary>
internal static class ShapeComparer
{
    private const string Absent = "(absent)";

    /// <summary>What a type of ours has that theirs has not, or has otherwise.</summary>
    public static IEnumerable<Difference> Compare(TypeShape ours, TypeShape theirs)
    {
        foreach (var difference in CompareAspects(ours.Name, "", ours.Aspects, theirs.Aspects))
            yield return difference;

        foreach (var implemented in ours.Interfaces.Except(theirs.Interfaces).Order(StringComparer.Ordinal))
            yield return new Difference(ours.Name, "", "implements", implemented, Absent);

        foreach (var member in ours.Members.Values.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            if (theirs.Members.TryGetValue(member.Key, out var their))
            {
                foreach (var difference in CompareAspects(ours.Name, member.Key, member.Aspects, their.Aspects))
                    yield return difference;
            }
            else if (!member.OverridesObject)
            {
                yield return new Difference(ours.Name, member.Key, "member", "present", Absent);
            }
        }
    }

    /// <summary>What an interface of ours leaves out: a class that implements ours would not implement theirs.</summary>
    public static IEnumerable<Difference> Missing(TypeShape ours, TypeShape theirs)
    {
        foreach (var key in theirs.Members.Keys.Except(ours.Members.Keys).Order(StringComparer.Ordinal))
            yield return new Difference(ours.Name, key, "member", Absent, "present");

        foreach (var implemented in theirs.Interfaces.Except(ours.Interfaces).Order(StringComparer.Ordinal))
            yield return new Difference(ours.Name, "", "implements", Absent, implemented);
    }

    private static IEnumerable<Difference> CompareAspects(
        string type, string member, IReadOnlyDictionary<string, string> ours, IReadOnlyDictionary<string, string> theirs)
    {
        foreach (var aspect in ours.Keys.Union(theirs.Keys).Order(StringComparer.Ordinal))
        {
            var our = ours.GetValueOrDefault(aspect, Absent);
            var their = theirs.GetValueOrDefault(aspect, Absent);
            if (our != their)
                yield return new Difference(type, member, aspect, our, their);
        }
    }
}
