namespace Genesis;

/// <summary>One ask that is waited for.</summary>
/// <param name="ComponentId">The component that waits.</param>
/// <param name="Run">Its handler run that waits.</param>
/// <param name="AskId">The ask.</param>
/// <param name="Target">The component that was asked.</param>
/// <param name="Type">Type of the request.</param>
/// <param name="Since">When it was asked (UTC).</param>
[GenerateSerializer, Immutable, Alias("Genesis.WaitStep")]
public sealed record WaitStep(
    [property: Id(0)] string ComponentId,
    [property: Id(1)] long Run,
    [property: Id(2)] string AskId,
    [property: Id(3)] string Target,
    [property: Id(4)] string Type,
    [property: Id(5)] DateTimeOffset Since);
