namespace Genesis;

/// <summary>What of a payload crosses between processes: its JSON.</summary>
[GenerateSerializer, Alias("Genesis.PayloadSurrogate")]
public struct PayloadSurrogate
{
    /// <summary>The JSON.</summary>
    [Id(0)]
    public byte[] Utf8 { get; set; }
}

/// <summary>Turns payloads into their JSON between processes, so that users' types need no serializer of their own.</summary>
[RegisterConverter]
public sealed class PayloadConverter : IConverter<Payload, PayloadSurrogate>
{
    /// <inheritdoc/>
    public Payload ConvertFromSurrogate(in PayloadSurrogate surrogate) => Payload.FromTrustedJson(surrogate.Utf8);

    /// <inheritdoc/>
    public PayloadSurrogate ConvertToSurrogate(in Payload value) => new() { Utf8 = value.Utf8.ToArray() };
}
