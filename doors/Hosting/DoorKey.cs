namespace Genesis.Doors;

/// <summary>An API key as the configuration declares it.</summary>
public sealed class DoorKey
{
    /// <summary>The key itself, at least 16 characters.</summary>
    public string? Key { get; set; }

    /// <summary>Its SHA-256 as 64 hexadecimal digits, instead of the key: then the configuration holds no secret.</summary>
    public string? Sha256 { get; set; }

    /// <summary>What its holder may do: read, request, admin.</summary>
    public List<DoorScope> Scopes { get; } = [];
}
