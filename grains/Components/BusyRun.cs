namespace Genesis;

/// <summary>A handler run that goes on.</summary>
/// <param name="Since">Since when it has been running without awaiting an ask.</param>
/// <param name="Type">What it handles.</param>
/// <param name="Run">Its number within the component.</param>
/// <param name="OffTurn">Whether it runs beside the grain's turn.</param>
internal readonly record struct BusyRun(TimeSpan Since, string Type, long Run, bool OffTurn);
