namespace Genesis.Tests.Embedded.Parity;

/// <summary>A visible type.</summary>
/// <param name="Name">Namespace, outer types, name and number of type parameters.</param>
/// <param name="Aspects">Everything that must agree, by the name of the aspect.</param>
/// <param name="Interfaces">The interfaces it declares.</param>
/// <param name="Members">Its visible members, by key.</param>
internal sealed record TypeShape(
    string Name,
    IReadOnlyDictionary<string, string> Aspects,
    IReadOnlySet<string> Interfaces,
    IReadOnlyDictionary<string, MemberShape> Members);
