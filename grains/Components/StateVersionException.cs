namespace Genesis;

/// <summary>A stored state is of a version that the component cannot take over.</summary>
public sealed class StateVersionException(string message) : Exception(message);
