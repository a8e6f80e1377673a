namespace Genesis.Embedded.Gateway;

/// <summary>Writes values to the wire.</summary>
internal sealed class WireWriter
{
}
