using Microsoft.Extensions.Configuration;

namespace Genesis.Doors;

/// <summary>Where the doors listen and whom they let in. The address is read at start; the rest follows the configuration.</summary>
public sealed class DoorOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Genesis:Doors";

    /// <summary>The address when none is given.</summary>
    public const string UsualAddress = "http://127.0.0.1:8080";

    /// <summary>Whether somebody chose an address. If nobody did and the usual one is taken, the doors take the next free port.</summary>
    public static bool IsChosen(IConfiguration configuration) => configuration[$"{Section}:{nameof(Address)}"] is { Length: > 0 };

    /// <summary>Where the doors listen: scheme, host and port; port 0 takes any free one. Only loopback addresses without keys.</summary>
    public string Address { get; set; } = UsualAddress;

    /// <summary>The API keys, by the names under which their acts are noted. Without any, programs on this machine may do everything and others nothing.</summary>
    public Dictionary<string, DoorKey> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Origins of web pages that may use the doors beside their own: <c>https://desk.example</c>.</summary>
    public List<string> AllowedOrigins { get; } = [];

    /// <summary>What nobody may exceed.</summary>
    public DoorLimits Limits { get; set; } = new();

    /// <summary>The WebSocket door.</summary>
    public SocketOptions Sockets { get; set; } = new();
}
