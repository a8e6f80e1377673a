namespace Genesis;

/// <summary>Names of the meters. Whoever listens to components listens to one.</summary>
internal static class Meters
{
    /// <summary>Components: asks, events, checkpoints, supervision, system mode.</summary>
    public const string Components = "Genesis";

    /// <summary>Stores.</summary>
    public const string Storage = "Genesis.Storage";
}
