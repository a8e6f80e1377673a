namespace Genesis.Tests.Embedded.Parity;

/// <summary>A type as it stands in a signature, by name: the assembly it comes from may be absent.</summary>
internal sealed record TypeNode(TypeNodeKind Kind, string Name, IReadOnlyList<TypeNode> Parts)
{
    public static TypeNode Leaf(TypeNodeKind kind, string name) => new(kind, name, []);

    /// <summary>The type without nullability, to tell overloads apart.</summary>
    public override string ToString() => Render(NullableFlags.None);

    /// <summary>The type with question marks, taken from the flags in the order in which the compiler writes them.</summary>
    public string Render(NullableFlags flags) =>
        Kind switch
        {
            TypeNodeKind.Value => Name,
            TypeNodeKind.ByRef => Parts[0].Render(flags) + "&",
            TypeNodeKind.Pointer => Parts[0].Render(flags) + "*",
            TypeNodeKind.Modified => $"{Parts[0].Render(flags)} {Name}",
            _ => RenderFlagged(flags.Next(), flags),
        };

    private string RenderFlagged(string mark, NullableFlags flags)
    {
        if (Kind == TypeNodeKind.Array)
            return Parts[0].Render(flags) + Name + mark;

        return Parts.Count == 0 ? Name + mark : $"{Name}<{string.Join(", ", Parts.Select(part => part.Render(flags)))}>{mark}";
    }
}
