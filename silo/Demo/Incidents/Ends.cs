namespace Genesis.Silo.Demo;

/// <summary>How deliveries ended.</summary>
/// <param name="Told">All of them.</param>
/// <param name="Conflated">Replaced by newer ones.</param>
/// <param name="Lost">Shed, expired or dead-lettered.</param>
internal readonly record struct Ends(long Told, long Conflated, long Lost)
{
    public static Ends operator -(Ends after, Ends before) => new(after.Told - before.Told, after.Conflated - before.Conflated, after.Lost - before.Lost);
}
