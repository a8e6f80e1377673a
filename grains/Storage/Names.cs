namespace Genesis.Storage;

/// <summary>Names that go into SQL.</summary>
internal static class Names
{
    /// <summary>Lower-case letters, digits and underscores, beginning with a letter, at most 40.</summary>
    public static bool IsPlain(string name) =>
        name.Length is > 0 and <= 40 && char.IsAsciiLetterLower(name[0]) && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>The beginning of the names of a store's tables.</summary>
    /// <exception cref="ArgumentException">The name has characters that do not go into a table's name.</exception>
    public static string TablesOf(string store)
    {
        if (store.Length is 0 or > 40 || !char.IsAsciiLetter(store[0]) || !store.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
            throw new ArgumentException($"The name of a store is \"{store}\". It must be 1 to 40 letters, digits, '_', '-' and '.', beginning with a letter.", nameof(store));
        return store.ToLowerInvariant().Replace('-', '_').Replace('.', '_');
    }
}
