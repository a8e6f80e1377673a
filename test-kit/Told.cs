namespace Genesis.TestKit;

/// <summary>An event that the component under test told.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Data">The data.</param>
/// <param name="Options">What differs from the type's policy.</param>
/// <param name="At">When, in virtual time (UTC).</param>
public sealed record Told(string Type, Payload Data, TellOptions? Options, DateTimeOffset At)
{
    /// <summary>The data as this type.</summary>
    public T As<T>() => Data.As<T>();
}
