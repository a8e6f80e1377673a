using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Genesis.Tests.Embedded.Parity;

/// <summary>Turns signatures into <see cref="TypeNode"/>s. Resolves nothing.</summary>
internal sealed class TypeNodeProvider : ISignatureTypeProvider<TypeNode, object?>, ICustomAttributeTypeProvider<TypeNode>
{
    private const byte ValueTypeCode = 0x11;

    public static TypeNodeProvider Instance { get; } = new();

    public static string NameOf(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return Join(
            type.GetDeclaringType() is { IsNil: false } outer ? NameOf(reader, outer) : null,
            reader.GetString(type.Namespace),
            reader.GetString(type.Name));
    }

    public static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        return Join(
            type.ResolutionScope.Kind == HandleKind.TypeReference ? NameOf(reader, (TypeReferenceHandle)type.ResolutionScope) : null,
            reader.GetString(type.Namespace),
            reader.GetString(type.Name));
    }

    public TypeNode GetPrimitiveType(PrimitiveTypeCode typeCode) =>
        TypeNode.Leaf(
            typeCode is PrimitiveTypeCode.String or PrimitiveTypeCode.Object ? TypeNodeKind.Flagged : TypeNodeKind.Value,
            $"System.{typeCode}");

    public TypeNode GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        TypeNode.Leaf(KindOf(rawTypeKind), NameOf(reader, handle));

    public TypeNode GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        TypeNode.Leaf(KindOf(rawTypeKind), NameOf(reader, handle));

    public TypeNode GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public TypeNode GetGenericInstantiation(TypeNode genericType, ImmutableArray<TypeNode> typeArguments) =>
        new(TypeNodeKind.Flagged, genericType.Name, typeArguments);

    public TypeNode GetSZArrayType(TypeNode elementType) => new(TypeNodeKind.Array, "[]", [elementType]);

    public TypeNode GetArrayType(TypeNode elementType, ArrayShape shape) =>
        new(TypeNodeKind.Array, $"[{new string(',', shape.Rank - 1)}]", [elementType]);

    public TypeNode GetByReferenceType(TypeNode elementType) => new(TypeNodeKind.ByRef, "&", [elementType]);

    public TypeNode GetPointerType(TypeNode elementType) => new(TypeNodeKind.Pointer, "*", [elementType]);

    public TypeNode GetPinnedType(TypeNode elementType) => elementType;

    public TypeNode GetModifiedType(TypeNode modifier, TypeNode unmodifiedType, bool isRequired) =>
        isRequired ? new(TypeNodeKind.Modified, $"modreq({modifier.Name})", [unmodifiedType]) : unmodifiedType;

    public TypeNode GetGenericTypeParameter(object? genericContext, int index) => TypeNode.Leaf(TypeNodeKind.Flagged, $"!{index}");

    public TypeNode GetGenericMethodParameter(object? genericContext, int index) => TypeNode.Leaf(TypeNodeKind.Flagged, $"!!{index}");

    public TypeNode GetFunctionPointerType(MethodSignature<TypeNode> signature) => TypeNode.Leaf(TypeNodeKind.Value, "method*");

    public TypeNode GetSystemType() => TypeNode.Leaf(TypeNodeKind.Flagged, "System.Type");

    public TypeNode GetTypeFromSerializedName(string name) => TypeNode.Leaf(TypeNodeKind.Flagged, name);

    public bool IsSystemType(TypeNode type) => type.Name == "System.Type";

    public PrimitiveTypeCode GetUnderlyingEnumType(TypeNode type) => PrimitiveTypeCode.Int32;

    private static TypeNodeKind KindOf(byte rawTypeKind) => rawTypeKind == ValueTypeCode ? TypeNodeKind.Value : TypeNodeKind.Flagged;

    private static string Join(string? outer, string ns, string name) => outer is not null ? $"{outer}+{name}" : ns.Length == 0 ? name : $"{ns}.{name}";
}
