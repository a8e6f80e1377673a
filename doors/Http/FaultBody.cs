using System.Text.Json;
using System.Text.Json.Serialization;

namespace Genesis.Doors;

/// <summary>A fault as the HTTP door takes and gives it: times in milliseconds.</summary>
/// <param name="Kind">What goes wrong: kill, hang, slow, throw, drop, duplicate or delay.</param>
/// <param name="Component">With which component.</param>
/// <param name="Types">Only with requests and events of this type, or of types that begin so (<c>trade.*</c>).</param>
/// <param name="Count">How often; as often as it can when left out.</param>
/// <param name="ForMs">For how long; 30 s, or with a count an hour, when left out.</param>
/// <param name="ByMs">By how much handlers are slower or events later; how long one hangs.</param>
/// <param name="Share">Which share of what it could strike it does.</param>
public sealed record FaultBody(FaultKind Kind, string Component, string? Types = null, int? Count = null, double? ForMs = null, double? ByMs = null, double Share = 1)
{
    private static readonly JsonSerializerOptions Options = new(PayloadJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads one.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    internal static Problem? Read(ReadOnlySpan<byte> utf8, out FaultBody? body)
    {
        const string Example = "Send an object like {\"kind\":\"kill\",\"component\":\"echo\"}.";
        body = null;
        try
        {
            body = JsonSerializer.Deserialize<FaultBody>(utf8, Options);
            return body is null ? Problems.BadJson($"The body is null. {Example}") : null;
        }
        catch (JsonException exception)
        {
            if (exception is { Path: "$.kind", InnerException: not JsonException }) return Problems.BadFields($"kind must be one of {string.Join(", ", Enum.GetNames<FaultKind>()).ToLowerInvariant()}.");
            // What is JSON, but of another shape, has no inner exception of the reader.
            return exception.InnerException is JsonException ? Problems.BadJson($"{exception.Message} {Example}") : Problems.BadFields($"{exception.Message} {Example}");
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return Problems.BadFields(exception.Message);
        }
    }

    internal static FaultBody Of(Fault fault) => new(fault.Kind, fault.Component, fault.Types, fault.Count, fault.For?.TotalMilliseconds, fault.By?.TotalMilliseconds, fault.Share);

    internal Fault ToFault() => new() { Kind = Kind, Component = Component, Types = Types, Count = Count, For = Time(ForMs), By = Time(ByMs), Share = Share };

    // What no time can be is left to the rules to refuse.
    private static TimeSpan? Time(double? milliseconds) => milliseconds is { } value ? value is > 0 and < 1e12 ? TimeSpan.FromMilliseconds(value) : TimeSpan.MaxValue : null;
}
