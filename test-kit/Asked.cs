namespace Genesis.TestKit;

/// <summary>An ask of the component under test.</summary>
/// <param name="Target">Whom it asked.</param>
/// <param name="Type">Type of the request.</param>
/// <param name="Data">The data.</param>
/// <param name="At">When, in virtual time (UTC).</param>
public sealed record Asked(string Target, string Type, Payload Data, DateTimeOffset At)
{
    /// <summary>The data as this type.</summary>
    public T As<T>() => Data.As<T>();
}
