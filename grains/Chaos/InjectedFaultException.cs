namespace Genesis;

/// <summary>Thrown by a handler because a fault was injected: it may pass, and idempotent requests are tried again.</summary>
public sealed class InjectedFaultException(string message) : TransientException(message);
