namespace Genesis.Tests.Embedded.Parity;

/// <summary>A visible member: what tells it from the others of its type, and what else can be said of it.</summary>
/// <param name="Key">Name, number of type parameters and types of parameters.</param>
/// <param name="OverridesObject">Whether it overrides a member of System.Object, which every type has.</param>
/// <param name="Aspects">Everything that must agree, by the name of the aspect.</param>
internal sealed record MemberShape(string Key, bool OverridesObject, IReadOnlyDictionary<string, string> Aspects);
