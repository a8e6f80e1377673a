namespace Genesis;

/// <summary>Tells this process from others and from its former lives.</summary>
internal sealed class ProcessIdentity(long number)
{
    public long Number => number;
}
