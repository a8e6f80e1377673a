namespace Genesis.ExchangeSimulator;

/// <summary>The answer to a REST request.</summary>
internal sealed record RestAnswer(string Body, int Weight = 1, int Status = 200);
