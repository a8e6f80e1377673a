namespace Genesis.Simulations.Detection;

/// <summary>Ends a simulation whose code left the simulation's thread.</summary>
internal sealed class ForeignWorkFailure(string message) : Exception(message);
