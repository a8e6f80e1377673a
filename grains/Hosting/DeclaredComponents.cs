using System.Collections.Immutable;

namespace Genesis.Hosting;

/// <summary>The components that code and configuration declare. Where both declare an id, the configuration adds to what the code says.</summary>
internal sealed class DeclaredComponents
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Genesis:Components";

    /// <summary>The registrations, in order of their ids.</summary>
    public ImmutableArray<ComponentRegistration> Registrations { get; set; } = [];
}
