namespace Genesis.Hosting;

/// <summary>Finds the name that may have been meant.</summary>
public static class Spelling
{
    private const int LongestName = 64;

    /// <summary>The known name nearest to one that is not known; null when none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        var (best, distance) = known.Select(other => (other, distance: Distance(other, name))).OrderBy(pair => pair.distance).FirstOrDefault();
        return best is not null && distance <= Math.Max(2, name.Length / 3) ? best : null;
    }

    // Levenshtein's, without regard to case.
    private static int Distance(string a, string b)
    {
        if (a.Length > LongestName || b.Length > LongestName) return int.MaxValue;
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var differs = char.ToLowerInvariant(a[i - 1]) != char.ToLowerInvariant(b[j - 1]);
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (differs ? 1 : 0));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
