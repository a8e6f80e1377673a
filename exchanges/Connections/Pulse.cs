namespace Genesis.Exchanges;

/// <summary>What is to be done about a socket.</summary>
internal enum Pulse
{
    Fine,

    /// <summary>Quiet for a while: ask for a sign of life.</summary>
    Ask,

    /// <summary>Dead: no frame in time.</summary>
    Silent,

    /// <summary>It answers, but brings no data.</summary>
    NoData,
}
