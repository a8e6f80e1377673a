using System.Text.Json;
using System.Text.Json.Serialization;

namespace Genesis.Doors;

/// <summary>Reads registrations from outside: strict about names, and subscriptions may be texts alone.</summary>
internal static class RegistrationJson
{
    private static readonly JsonSerializerOptions Options = new(PayloadJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new SubscriptionConverter() },
    };

    /// <summary>Reads one.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static Problem? Read(ReadOnlySpan<byte> utf8, out ComponentRegistration? registration)
    {
        registration = null;
        try
        {
            registration = JsonSerializer.Deserialize<ComponentRegistration>(utf8, Options);
            return registration is null ? Problems.BadJson("The body is null. Send an object like {\"id\":\"echo-2\",\"type\":\"Echo\"}.") : null;
        }
        catch (JsonException exception)
        {
            // What is JSON, but of another shape, has no inner exception of the reader.
            return exception.InnerException is JsonException
                ? Problems.BadJson($"{exception.Message} Send an object like {{\"id\":\"echo-2\",\"type\":\"Echo\"}}.")
                : Problems.BadFields(exception.Path is { Length: > 2 } path && !exception.Message.Contains(path, StringComparison.Ordinal) ? $"{path[2..]}: {exception.Message}" : exception.Message);
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return Problems.BadFields(exception.Message);
        }
    }

    private sealed class SubscriptionConverter : JsonConverter<ComponentSubscription>
    {
        public override ComponentSubscription Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => new(reader.GetString()!),
            JsonTokenType.StartObject => JsonSerializer.Deserialize<ComponentSubscription>(ref reader, PayloadJson.Options) is { Pattern: not null } read ? read : throw new JsonException("A subscription has no pattern."),
            _ => throw new JsonException("A subscription is a text or {\"pattern\",\"priority\"}."),
        };

        public override void Write(Utf8JsonWriter writer, ComponentSubscription value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, PayloadJson.Options);
    }
}
