namespace Genesis.Tests.Conformance.Fixture;

/// <summary>Keys that no other test uses.</summary>
public static class TestIds
{
    private static long _last;

    public static long Next() => Interlocked.Increment(ref _last);

    public static string Key(string prefix = "key") => $"{prefix}-{Next()}";

    public static Guid NextGuid() => new((int)Next(), 7, 7, 1, 2, 3, 4, 5, 6, 7, 8);
}
