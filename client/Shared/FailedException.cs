namespace Genesis.Client;

/// <summary>What was wanted could not be done; the message says why and what to do.</summary>
internal sealed class FailedException(string message) : Exception(message);
