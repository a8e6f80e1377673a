using System.Reflection.Metadata;

namespace Genesis.Tests.Embedded.Parity;

/// <summary>Names of types that are defined here, referred to, or made of others.</summary>
internal static class EntityNames
{
    public static TypeNode Of(MetadataReader reader, EntityHandle handle) =>
        handle.Kind switch
        {
            HandleKind.TypeDefinition => TypeNode.Leaf(TypeNodeKind.Flagged, TypeNodeProvider.NameOf(reader, (TypeDefinitionHandle)handle)),
            HandleKind.TypeReference => TypeNode.Leaf(TypeNodeKind.Flagged, TypeNodeProvider.NameOf(reader, (TypeReferenceHandle)handle)),
            HandleKind.TypeSpecification =>
                reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(TypeNodeProvider.Instance, null),
            _ => throw new BadImageFormatException($"A {handle.Kind} is not a type."),
        };
}
