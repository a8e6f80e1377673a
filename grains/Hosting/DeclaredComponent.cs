namespace Genesis.Hosting;

/// <summary>A component as the configuration declares it, under its id.</summary>
internal sealed class DeclaredComponent
{
    /// <summary>The name of its class; may be left out where code registers the id.</summary>
    public string? Type { get; set; }

    /// <summary>The events that it gets: a list of patterns, or patterns with their priorities.</summary>
    public Dictionary<string, string> Subscriptions { get; } = new(StringComparer.Ordinal);

    /// <summary>Settings of its own.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How it is treated.</summary>
    public DeclaredPolicies Policies { get; set; } = new();
}
