namespace Genesis;

/// <summary>A component class under its name.</summary>
/// <param name="Name">The name in registrations and checkpoints.</param>
/// <param name="Class">The class.</param>
/// <param name="Make">Makes an instance; when left out, the constructor is called with services of the host.</param>
public sealed record ComponentTypeEntry(string Name, Type Class, Func<IServiceProvider, ComponentRegistration, Component>? Make = null)
{
    /// <summary>Whether it is of the runtime itself, and nothing that people register.</summary>
    internal bool IsBuiltIn { get; init; }
}
