namespace Orleans.Runtime;

/// <summary>A reference was called that no engine made, such as one read from storage by a foreign serializer.</summary>
[GenerateSerializer]
public sealed class GrainReferenceNotBoundException : OrleansException
{
    internal GrainReferenceNotBoundException(GrainReference grainReference)
        : this($"The reference {grainReference} belongs to no engine. Get it from IGrainFactory, or deserialize it with the engine's serializer.")
    {
    }

    internal GrainReferenceNotBoundException(string message)
        : base(message)
    {
    }

    internal GrainReferenceNotBoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
