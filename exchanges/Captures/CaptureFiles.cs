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

    /// <summary>Deletes what is older than the options keep, then the oldest beyond their size; never what is being written.</summary>
    public static void Purge(CaptureOptions options, IEnumerable<string> open)
    {
        var keep = open.Select(Path.GetFileName).ToHashSet();
        var files = new DirectoryInfo(options.Folder).EnumerateFiles(options.Prefix + "-*.gz").Where(file => !keep.Contains(file.Name))
            .OrderByDescending(file => file.LastWriteTimeUtc).ToList();
        var oldest = (options.Time.GetUtcNow() - options.KeepFor).UtcDateTime;
        long total = 0;
        foreach (var file in files)
        {
            total += file.Length;
            if (total > options.TotalBytes || file.LastWriteTimeUtc < oldest) file.Delete();
        }
    }
}
