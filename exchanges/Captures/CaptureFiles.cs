namespace Genesis.Exchanges;

/// <summary>Names of capture files.</summary>
internal static class CaptureFiles
{
    private static readonly string[] Endings = [".ws.gz", ".http.gz", ".ws", ".http"];

    /// <summary>The path without the ending.</summary>
    public static string Stem(string path)
    {
        foreach (var ending in Endings)
            if (path.EndsWith(ending, StringComparison.Ordinal)) return path[..^ending.Length];
        return path;
    }

    /// <summary>The file with the REST answers that belong to a file of frames; null if there is none.</summary>
    public static string? Answers(string path)
    {
        var plain = Stem(path) + ".http";
        return File.Exists(plain) ? plain : File.Exists(plain + ".gz") ? plain + ".gz" : null;
    }
}
