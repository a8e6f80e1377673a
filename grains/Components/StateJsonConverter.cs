using System.Text.Json;
using System.Text.Json.Serialization;

namespace Genesis;

/// <summary>
/// Writes a component's state straight to where it is to stand. Other payloads keep the JSON that is made of them, for the next reader; of a state there is none: the next
/// checkpoint holds another.
/// </summary>
internal sealed class StateJsonConverter : JsonConverter<Payload>
{
    private static readonly PayloadJsonConverter Usual = new();

    public override bool HandleNull => true;

    public override Payload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Usual.Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, Payload value, JsonSerializerOptions options)
    {
        if (value is not { IsObjectOnly: true, Value: { } state })
        {
            Usual.Write(writer, value, options);
            return;
        }
        JsonSerializer.Serialize(writer, state, state.GetType(), PayloadJson.Options);
    }
}
