namespace Genesis.Storage;

/// <summary>Which state of which grain.</summary>
internal readonly record struct StateKey(string Grain, string Name)
{
    public override string ToString() => $"'{Name}' of {Grain}";
}
