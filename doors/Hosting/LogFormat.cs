namespace Genesis.Doors;

/// <summary>How logs are written to the console.</summary>
public enum LogFormat
{
    /// <summary>Lines for people.</summary>
    Text,

    /// <summary>One JSON object per line.</summary>
    Json,
}
