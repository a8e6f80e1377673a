namespace Genesis.Tests.Trading;

/// <summary>
/// Finds the recorded feeds: <c>shared/data/captures</c> beside the repository, or the folder named by the environment variable
/// GENESIS_CAPTURES. They are not part of the repository; without them the tests that need them are skipped.
/// </summary>
internal static class CaptureData
{
    private static readonly string? Folder = Find();

    public static string Path(string file)
    {
        Assert.SkipWhen(Folder is null, "shared/data/captures was not found beside the repository: tests over recorded feeds are skipped.");
        return System.IO.Path.Combine(Folder!, file);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("GENESIS_CAPTURES") is { Length: > 0 } named) return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var captures = System.IO.Path.Combine(folder.FullName, "shared", "data", "captures");
            if (Directory.Exists(captures)) return captures;
        }
        return null;
    }
}
