namespace Genesis.Exchanges;

/// <summary>A REST request (GET) and what it costs of <see cref="VenueLimits.RestWeight"/>.</summary>
public sealed record RestQuery(Uri Url, int Weight = 1);
