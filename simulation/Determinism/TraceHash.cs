namespace Genesis.Simulations.Determinism;

/// <summary>A 64-bit hash over the steps of a simulation, the same in every process.</summary>
internal struct TraceHash
{
    private ulong _value;

    public readonly ulong Value => _value;

    public static TraceHash Start() => new() { _value = 0xCBF29CE484222325 };

    public void Add(ulong value)
    {
        var mixed = (_value ^ value) * 0x9E3779B97F4A7C15;
        _value = mixed ^ (mixed >> 29);
    }

    /// <summary>Hashes the characters with FNV-1a. string.GetHashCode would differ from process to process.</summary>
    public static ulong Of(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var character in text) hash = (hash ^ character) * 0x100000001B3;
        return hash;
    }
}
