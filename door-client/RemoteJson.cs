using System.Text.Json;
using System.Text.Json.Serialization;

namespace Genesis.DoorClient;

/// <summary>JSON as the host writes it: names in camel case, enums as text.</summary>
public static class RemoteJson
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
