namespace Genesis.Embedded.Gateway;

/// <summary>The bytes are not what the protocol says they must be. The connection they came from is closed.</summary>
internal sealed class WireFormatException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A value cannot cross: its type is not allowed, it is nested too deep, or too large. Only the call that carries it fails.</summary>
internal sealed class WireValueException(string message, Exception? inner = null) : Exception(message, inner);
