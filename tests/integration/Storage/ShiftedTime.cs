namespace Genesis.Tests.Integration.Storage;

/// <summary>The machine's time, shifted: for what depends on age.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
}
