using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Orleans.Storage;

namespace Genesis.Persistence;

/// <summary>
/// The form of our own grains' states in the database: Orleans' serializer for System.Text.Json, the form that version 0.1 wrote. A member that this program does not
/// know is an error: it would be lost with the next write.
/// </summary>
internal static class StateJson
{
    public static IGrainStorageSerializer Serializer { get; } = Make();

    private static SystemTextJsonGrainStorageSerializer Make()
    {
        var options = new SystemTextJsonGrainStorageSerializerOptions();
        options.JsonSerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        options.JsonSerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        return new SystemTextJsonGrainStorageSerializer(Options.Create(options));
    }
}
