using Genesis.Doors.Sockets;
using Genesis.Hosting;
using Microsoft.Extensions.Options;

namespace Genesis.Doors;

/// <summary>The rules of <see cref="DoorOptions"/>. Values of keys are never shown.</summary>
internal sealed class DoorOptionsValidator : IValidateOptions<DoorOptions>
{
    private const int ShortestKey = 16;
    private const int MostKeys = 1000;
    private static readonly DoorLimits Usual = new();

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DoorOptions options)
    {
        var rules = new SettingRules(DoorOptions.Section);
        var address = DoorAddress.Read(options.Address);
        rules.Require(address is not null, nameof(options.Address), $"'{options.Address}'", "an address such as http://127.0.0.1:8080", $"Leave it out for {DoorOptions.UsualAddress}.");
        rules.Require(address is null || address.IsLoopback || options.Keys.Count > 0, nameof(options.Address), options.Address,
            "a loopback address as long as there are no keys, for everybody who reaches it could do everything",
            $"Declare a key in {DoorOptions.Section}:Keys (docs/access.md), or leave the address out for {DoorOptions.UsualAddress}.");
        rules.Require(options.Keys.Count <= MostKeys, nameof(options.Keys), $"{options.Keys.Count} keys", $"no more than {MostKeys}", "Take out those that nobody uses.");
        foreach (var (key, declared) in options.Keys) CheckKey(rules, $"{nameof(options.Keys)}:{key}", declared);
        foreach (var origin in options.AllowedOrigins)
            rules.Require(IsOrigin(origin), nameof(options.AllowedOrigins), $"'{origin}'", "origins such as https://desk.example", "Write scheme, host and port, if it is not the usual one, and no path.");
        CheckLimits(rules, options.Limits);
        SocketRules.Check(rules, options.Sockets);
        return rules.Result;
    }

    private static void CheckKey(SettingRules rules, string path, DoorKey key)
    {
        var (hasKey, hasHash) = (key.Key is { Length: > 0 }, key.Sha256 is { Length: > 0 });
        rules.Require(hasKey || hasHash, path, "without Key and Sha256", "given one of the two", "Give it Key, or Sha256 with 64 hexadecimal digits.");
        rules.Require(!hasKey || !hasHash, path, "given both Key and Sha256", "given one of the two", "Take one of them out.");
        rules.Require(!hasKey || key.Key!.Length is >= ShortestKey and <= KeyTable.LongestKey, $"{path}:Key", "of another length",
            $"of {ShortestKey} to {KeyTable.LongestKey} characters", "Make one with: openssl rand -hex 32.");
        rules.Require(!hasHash || IsHash(key.Sha256!), $"{path}:Sha256", "something else", "64 hexadecimal digits", "Get it with: printf %s KEY | sha256sum.");
        rules.Require(key.Scopes.Count > 0, $"{path}:Scopes", "empty", "at least one of read, request, admin", "Say what its holder may do.");
    }

    private static void CheckLimits(SettingRules rules, DoorLimits limits)
    {
        rules.Within(Path(nameof(limits.BodyBytes)), limits.BodyBytes, 1, 256 * 1024 * 1024, Usual.BodyBytes);
        rules.Within(Path(nameof(limits.Depth)), limits.Depth, 1, 1000, Usual.Depth);
        rules.Within(Path(nameof(limits.HeaderBytes)), limits.HeaderBytes, 1024, 1024 * 1024, Usual.HeaderBytes);
        rules.Within(Path(nameof(limits.Connections)), limits.Connections, 1, 1_000_000, Usual.Connections);
        rules.Within(Path(nameof(limits.UpgradedConnections)), limits.UpgradedConnections, 0, 1_000_000, Usual.UpgradedConnections);
        rules.Within(Path(nameof(limits.RequestsPerSecond)), limits.RequestsPerSecond, 0, 10_000_000, Usual.RequestsPerSecond);
        rules.Within(Path(nameof(limits.WrongKeysPerMinute)), limits.WrongKeysPerMinute, 1, 1_000_000, Usual.WrongKeysPerMinute);
        rules.Within(Path(nameof(limits.HeaderTimeout)), limits.HeaderTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), Usual.HeaderTimeout);
        rules.Within(Path(nameof(limits.KeepAlive)), limits.KeepAlive, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), Usual.KeepAlive);
        rules.Within(Path(nameof(limits.BodyGrace)), limits.BodyGrace, TimeSpan.FromSeconds(1.5), TimeSpan.FromHours(1), Usual.BodyGrace);
        rules.Within(Path(nameof(limits.BytesPerSecond)), limits.BytesPerSecond, 1, 1_000_000, Usual.BytesPerSecond);
        rules.Within(Path(nameof(limits.StopWait)), limits.StopWait, TimeSpan.Zero, TimeSpan.FromMinutes(1), Usual.StopWait);

        static string Path(string name) => $"{nameof(DoorOptions.Limits)}:{name}";
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);
}
