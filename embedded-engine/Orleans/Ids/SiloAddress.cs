using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Serialization;

namespace Orleans.Runtime;

/// <summary>
/// The address of a silo: endpoint and generation, which tells a silo from its predecessor at the same endpoint.
/// As text: <c>S127.0.0.1:11111:1</c>; in parsable form <c>127.0.0.1:11111@1</c>.
/// </summary>
[Immutable]
[JsonConverter(typeof(SiloAddressConverter))]
public sealed class SiloAddress : IEquatable<SiloAddress>, IComparable<SiloAddress>, ISpanFormattable, IParsable<SiloAddress>
{
    private const char GenerationSeparator = '@';

    private SiloAddress(IPEndPoint endpoint, int generation)
    {
        Endpoint = endpoint;
        Generation = generation;
    }

    /// <summary>The address of no silo.</summary>
    public static SiloAddress Zero { get; } = New(new IPAddress(0), 0, 0);

    /// <summary>The endpoint.</summary>
    [Id(0)]
    public IPEndPoint Endpoint { get; }

    /// <summary>The generation; negative for clients.</summary>
    [Id(1)]
    public int Generation { get; }

    /// <summary>Whether this is a client.</summary>
    public bool IsClient => Generation < 0;

    /// <summary>An address from endpoint and generation.</summary>
    public static SiloAddress New(IPEndPoint ep, int gen) => New(ep.Address, ep.Port, gen);

    /// <summary>An address from its parts. IPv4 addresses in IPv6 form become IPv4 addresses.</summary>
    public static SiloAddress New(IPAddress address, int port, int generation) =>
        new(new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port), generation);

    /// <summary>Reads what <see cref="ToParsableString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static SiloAddress FromParsableString(string addr) => Parse(addr, null);

    /// <inheritdoc cref="FromParsableString"/>
    public static SiloAddress Parse(string value) => Parse(value, null);

    /// <inheritdoc cref="FromParsableString"/>
    public static SiloAddress Parse(string value, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return TryParse(value, provider, out var result)
            ? result
            : throw new FormatException($"'{value}' is not a silo address: a silo address is address:port@generation.");
    }

    /// <summary>Reads what <see cref="ToParsableString"/> wrote; false if the text is something else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out SiloAddress? result) =>
        TryParse(value, null, out result);

    /// <inheritdoc cref="TryParse(string?, out SiloAddress?)"/>
    public static bool TryParse([NotNullWhen(true)] string? value, IFormatProvider? provider, [NotNullWhen(true)] out SiloAddress? result)
    {
        result = null;
        var text = value.AsSpan();
        var at = text.LastIndexOf(GenerationSeparator);
        var colon = at < 0 ? -1 : text[..at].LastIndexOf(':');
        if (colon < 0
            || !IPAddress.TryParse(text[..colon], out var address)
            || !ushort.TryParse(text[(colon + 1)..at], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || !int.TryParse(text[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var generation))
        {
            return false;
        }

        result = New(address, port, generation);
        return true;
    }

    /// <summary>The text that <see cref="FromParsableString"/> reads.</summary>
    public string ToParsableString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Endpoint.Address}:{Endpoint.Port}{GenerationSeparator}{Generation}");

    /// <summary>A hash that is the same in every process.</summary>
    public int GetConsistentHashCode() => (int)StableHash.ComputeHash(Encoding.UTF8.GetBytes(ToParsableString()));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    /// <inheritdoc />
    public bool Equals([NotNullWhen(true)] SiloAddress? other) =>
        other is not null && Generation == other.Generation && Endpoint.Equals(other.Endpoint);

    /// <inheritdoc />
    public override int GetHashCode() => Endpoint.GetHashCode() ^ Generation;

    /// <inheritdoc />
    public int CompareTo(SiloAddress? other)
    {
        if (other is null)
            return 1;

        var result = Generation.CompareTo(other.Generation);
        if (result == 0)
            result = Endpoint.Port.CompareTo(other.Endpoint.Port);
        return result != 0 ? result : Compare(Endpoint.Address, other.Endpoint.Address);
    }

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsClient ? 'C' : 'S')}{Endpoint}:{Generation}");

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"{ToString()}", out charsWritten);

    private static int Compare(IPAddress left, IPAddress right) =>
        left.AddressFamily == right.AddressFamily
            ? left.GetAddressBytes().AsSpan().SequenceCompareTo(right.GetAddressBytes())
            : left.AddressFamily.CompareTo(right.AddressFamily);
}
