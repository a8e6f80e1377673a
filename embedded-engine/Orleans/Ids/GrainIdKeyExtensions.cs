using System.Globalization;
using System.Text;

namespace Orleans.Runtime;

/// <summary>
/// Keys in and out of identities. Integers are hexadecimal without leading zeros, Guids are 32 digits, a key extension follows after a plus sign.
/// </summary>
public static class GrainIdKeyExtensions
{
    private const int GuidLength = 32;
    private const char Separator = '+';

    /// <summary>Encodes an integer key.</summary>
    public static IdSpan CreateIntegerKey(long key) => IdSpan.Create(Encode(key));

    /// <summary>Encodes an integer key with an extension in UTF-8; an empty one counts as none.</summary>
    public static IdSpan CreateIntegerKey(long key, ReadOnlySpan<byte> keyExtension) =>
        keyExtension.IsEmpty ? CreateIntegerKey(key) : WithExtension(Encode(key), Encoding.UTF8.GetString(keyExtension));

    /// <summary>Encodes an integer key with an extension; a blank one counts as none.</summary>
    public static IdSpan CreateIntegerKey(long key, string? keyExtension) =>
        string.IsNullOrWhiteSpace(keyExtension) ? CreateIntegerKey(key) : WithExtension(Encode(key), keyExtension);

    /// <summary>Encodes a Guid key.</summary>
    public static IdSpan CreateGuidKey(Guid key) => IdSpan.Create(Encode(key));

    /// <summary>Encodes a Guid key with an extension in UTF-8; an empty one counts as none.</summary>
    public static IdSpan CreateGuidKey(Guid key, ReadOnlySpan<byte> keyExtension) =>
        keyExtension.IsEmpty ? CreateGuidKey(key) : WithExtension(Encode(key), Encoding.UTF8.GetString(keyExtension));

    /// <summary>Encodes a Guid key with an extension; a blank one counts as none.</summary>
    public static IdSpan CreateGuidKey(Guid key, string? keyExtension) =>
        string.IsNullOrWhiteSpace(keyExtension) ? CreateGuidKey(key) : WithExtension(Encode(key), keyExtension);

    /// <summary>Decodes an integer key and its extension; false if the key is no integer.</summary>
    public static bool TryGetIntegerKey(this GrainId grainId, out long key, out string? keyExt)
    {
        var text = grainId.Key.ToString();
        var plus = text.IndexOf(Separator, StringComparison.Ordinal);
        keyExt = plus < 0 ? null : text[(plus + 1)..];
        return TryDecode(plus < 0 ? text : text.AsSpan(0, plus), out key);
    }

    /// <summary>Decodes a Guid key and its extension; false if the key is no Guid.</summary>
    public static bool TryGetGuidKey(this GrainId grainId, out Guid key, out string? keyExt)
    {
        var text = grainId.Key.ToString();
        var extended = text.Length > GuidLength && text[GuidLength] == Separator;
        keyExt = extended ? text[(GuidLength + 1)..] : null;
        key = default;
        return (extended || text.Length == GuidLength) && Guid.TryParseExact(text.AsSpan(0, GuidLength), "N", out key);
    }

    /// <summary>Decodes an integer key and its extension.</summary>
    /// <exception cref="ArgumentException">The key is no integer.</exception>
    public static long GetIntegerKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetIntegerKey(out var key, out keyExt) ? key : throw Wrong(grainId, "an integer");

    /// <summary>Decodes an integer key.</summary>
    /// <exception cref="ArgumentException">The key is no integer.</exception>
    public static long GetIntegerKey(this GrainId grainId) => grainId.GetIntegerKey(out _);

    /// <summary>Decodes a Guid key and its extension.</summary>
    /// <exception cref="ArgumentException">The key is no Guid.</exception>
    public static Guid GetGuidKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetGuidKey(out var key, out keyExt) ? key : throw Wrong(grainId, "a Guid");

    /// <summary>Decodes a Guid key.</summary>
    /// <exception cref="ArgumentException">The key is no Guid.</exception>
    public static Guid GetGuidKey(this GrainId grainId) => grainId.GetGuidKey(out _);

    private static string Encode(long key) => key.ToString("X", CultureInfo.InvariantCulture);

    private static string Encode(Guid key) => key.ToString("N");

    private static IdSpan WithExtension(string key, string extension) => IdSpan.Create(string.Concat(key, "+", extension));

    private static bool TryDecode(ReadOnlySpan<char> text, out long key) =>
        long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out key);

    private static ArgumentException Wrong(GrainId grainId, string expected) =>
        new($"The key of grain '{grainId}' is not {expected}.", nameof(grainId));
}
