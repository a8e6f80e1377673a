namespace Genesis;

/// <summary>How well the whole system is, and so what it lets through.</summary>
public enum SystemMode
{
    /// <summary>Everything passes.</summary>
    Normal,

    /// <summary>Background requests and events of low priority are shed.</summary>
    Safe,

    /// <summary>Only critical requests and events pass.</summary>
    Emergency,
}
