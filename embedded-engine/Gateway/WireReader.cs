namespace Genesis.Embedded.Gateway;

/// <summary>Reads values from the wire.</summary>
internal sealed class WireReader
{
}
