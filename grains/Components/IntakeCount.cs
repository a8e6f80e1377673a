namespace Genesis;

/// <summary>How many events of a type a component has. Changed on the component's turn, read by anybody.</summary>
internal sealed class IntakeCount(string type)
{
    private long _value;

    public string Type => type;

    public long Value => Volatile.Read(ref _value);

    public void Add(long change) => Volatile.Write(ref _value, _value + change);
}
