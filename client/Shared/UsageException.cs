namespace Genesis.Client;

/// <summary>The command line asks for something that makes no sense; the message says what and what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
