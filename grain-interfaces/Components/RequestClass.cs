namespace Genesis;

/// <summary>Classes of requests by the time they may take.</summary>
public enum RequestClass
{
    /// <summary>2 s unless configured otherwise.</summary>
    Standard,

    /// <summary>1 s unless configured otherwise.</summary>
    Fast,

    /// <summary>10 s unless configured otherwise.</summary>
    Complex,
}
