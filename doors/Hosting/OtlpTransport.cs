namespace Genesis.Doors;

/// <summary>How OTLP is spoken.</summary>
public enum OtlpTransport
{
    /// <summary>gRPC, usually port 4317.</summary>
    Grpc,

    /// <summary>Protobuf over HTTP, usually port 4318 and <c>/v1/metrics</c>, <c>/v1/traces</c>.</summary>
    Http,
}
