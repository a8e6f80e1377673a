using System.Text.Json;
using System.Text.Json.Serialization;
using Genesis.Embedded.Calls;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Storage;

/// <summary>Stores references to grains and observers as what they name: <c>{"grain":"type/key","interface":"name"}</c>.</summary>
internal sealed class GrainReferenceConverterFactory(IGrainFactory grains) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeof(IAddressable).IsAssignableFrom(typeToConvert) && (typeToConvert.IsInterface || typeof(GrainReference).IsAssignableFrom(typeToConvert));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert), grains)!;

    private sealed class Converter<T>(IGrainFactory grains) : JsonConverter<T>
        where T : class
    {
        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            var reference = (GrainReference)ArgumentCopier.AsReference(value, typeof(T));
            writer.WriteStartObject();
            writer.WriteString("grain", reference.GrainId.ToString());
            writer.WriteString("interface", reference.InterfaceType.ToString());
            writer.WriteEndObject();
        }

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            GrainId? id = null;
            var face = "";
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var property = reader.GetString();
                reader.Read();
                if (property == "grain") id = GrainId.Parse(reader.GetString()!);
                else if (property == "interface") face = reader.GetString();
                else reader.Skip();
            }
            if (id is not { } grain) throw new JsonException("A stored grain reference has no \"grain\".");
            // The declared interface decides; the stored one serves members that are declared as any grain.
            if (typeof(T).IsInterface && typeof(T).Assembly != typeof(IAddressable).Assembly) face = WireName.OfType(typeof(T));
            return (T)(string.IsNullOrEmpty(face) ? grains.GetGrain(grain) : grains.GetGrain(grain, GrainInterfaceType.Create(face)));
        }
    }
}
