namespace Orleans;

/// <summary>Which members get a serialization id without asking for one.</summary>
public enum GenerateFieldIds
{
    /// <summary>None: every serialized member carries <see cref="IdAttribute"/>.</summary>
    None,

    /// <summary>Public properties.</summary>
    PublicProperties,
}
