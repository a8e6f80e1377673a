namespace Genesis.Tests.Embedded.Parity;

/// <summary>A way in which a type or member of ours is not Orleans'.</summary>
internal sealed record Difference(string Type, string Member, string Aspect, string Ours, string Theirs)
{
    public override string ToString() => $"{Type} | {Member} | {Aspect} | ours: {Ours} | theirs: {Theirs}";
}
