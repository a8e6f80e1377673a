using System.Security.Cryptography;
using System.Text;

namespace Genesis.Doors;

/// <summary>The API keys that hold, as hashes. Every comparison takes the same time, wherever keys differ and however many there are before.</summary>
internal sealed class KeyTable
{
    /// <summary>Longest key that is looked at, in characters.</summary>
    public const int LongestKey = 512;

    private readonly (byte[] Hash, Caller Caller)[] _keys;

    public KeyTable(DoorOptions options) => _keys =
    [
        .. options.Keys.OrderBy(static key => key.Key, StringComparer.Ordinal).Select(static key => (
            key.Value.Sha256 is { Length: > 0 } hash ? Convert.FromHexString(hash) : Hash(key.Value.Key ?? ""),
            new Caller(key.Key, key.Value.Scopes.Aggregate(DoorScope.None, static (all, one) => all | one)))),
    ];

    public bool IsEmpty => _keys.Length == 0;

    /// <summary>Whose key it is; null when it is nobody's.</summary>
    public Caller? Find(string key)
    {
        if (key.Length > LongestKey) return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> utf8 = stackalloc byte[LongestKey * 3];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(key, utf8)], hash);
        Caller? found = null;
        foreach (var (known, caller) in _keys)
            if (CryptographicOperations.FixedTimeEquals(known, hash)) found = caller;
        return found;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
