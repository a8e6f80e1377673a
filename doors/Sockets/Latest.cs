namespace Genesis.Doors.Sockets;

/// <summary>The latest event of one type and key.</summary>
internal sealed class Latest
{
    private long _number;

    public long Number
    {
        get => Volatile.Read(ref _number);
        set => Volatile.Write(ref _number, value);
    }
}
