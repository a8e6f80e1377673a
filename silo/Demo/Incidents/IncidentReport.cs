using System.Globalization;

namespace Genesis.Silo.Demo;

/// <summary>What an incident did, as measured.</summary>
/// <param name="At">When, since the start.</param>
/// <param name="Broke">What broke.</param>
/// <param name="Noticed">How long until the system knew; null if it did not within the time that was given.</param>
/// <param name="Lost">What was lost.</param>
/// <param name="Recovered">How long until all was as before; null if it was not within the time that was given.</param>
internal sealed record IncidentReport(TimeSpan At, string Broke, TimeSpan? Noticed, string Lost, TimeSpan? Recovered)
{
    /// <summary>What to say when it was not noticed.</summary>
    public string Unnoticed { get; init; } = "not noticed";

    public override string ToString() =>
        $"{Broke}: {(Noticed is { } noticed ? $"noticed in {Text(noticed)}" : Unnoticed)}; {Lost}; {(Recovered is { } recovered ? $"recovered in {Text(recovered)}" : "not recovered yet")}.";

    /// <summary>A time with as many digits as it is worth.</summary>
    public static string Text(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0} µs"),
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
    };
}
