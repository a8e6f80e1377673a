using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Genesis.Tests.Embedded.Parity;

/// <summary>The visible types of an assembly, read from its file. What the assembly refers to need not be there.</summary>
internal sealed class AssemblyShapes
{
    private const string Delegate = "System.MulticastDelegate";
    private const string Enum = "System.Enum";

    private readonly MetadataReader _reader;
    private readonly AttributeReader _attributes;
    private readonly MethodReader _methods;
    private readonly FieldReader _fields;

    private AssemblyShapes(MetadataReader reader)
    {
        _reader = reader;
        _attributes = new AttributeReader(reader);
        _methods = new MethodReader(reader, _attributes);
        _fields = new FieldReader(reader, _attributes);
        Name = reader.GetString(reader.GetAssemblyDefinition().Name);
        Types = reader.TypeDefinitions.Where(IsVisible).Select(Read).ToDictionary(type => type.Name);
        References = reader.TypeReferences
            .Where(handle => reader.GetTypeReference(handle).ResolutionScope.Kind == HandleKind.AssemblyReference)
            .ToDictionary(handle => TypeNodeProvider.NameOf(reader, handle), AssemblyOf);
    }

    /// <summary>The assembly's name.</summary>
    public string Name { get; }

    /// <summary>The visible types, by name.</summary>
    public IReadOnlyDictionary<string, TypeShape> Types { get; }

    /// <summary>The types of other assemblies that it uses, and the names of those assemblies.</summary>
    public IReadOnlyDictionary<string, string> References { get; }

    public static AssemblyShapes Load(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        return new AssemblyShapes(image.GetMetadataReader());
    }

    private string AssemblyOf(TypeReferenceHandle handle)
    {
        var scope = (AssemblyReferenceHandle)_reader.GetTypeReference(handle).ResolutionScope;
        return _reader.GetString(_reader.GetAssemblyReference(scope).Name);
    }

    private bool IsVisible(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem => IsVisible(type.GetDeclaringType()),
            _ => false,
        };
    }

    private TypeShape Read(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        var baseType = type.BaseType.IsNil ? "" : EntityNames.Of(_reader, type.BaseType).ToString();
        var aspects = new Dictionary<string, string> { ["kind"] = KindOf(type, baseType), ["base type"] = baseType };
        if (type.GetGenericParameters() is { Count: > 0 } parameters)
            aspects["type parameters"] = GenericReader.Read(_reader, parameters);
        if ((type.Attributes & TypeAttributes.VisibilityMask) is TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem)
            aspects["access"] = "protected";
        if (_attributes.UsageOf(type.GetCustomAttributes()) is { } usage)
            aspects["attribute usage"] = usage;
        if (_attributes.Has(type.GetCustomAttributes(), "System.FlagsAttribute"))
            aspects["flags"] = "yes";

        return new TypeShape(
            TypeNodeProvider.NameOf(_reader, handle),
            aspects,
            InterfacesOf(type),
            MembersOf(type, baseType).OfType<MemberShape>().ToDictionary(member => member.Key));
    }

    private HashSet<string> InterfacesOf(TypeDefinition type) =>
        [.. type.GetInterfaceImplementations().Select(handle =>
            EntityNames.Of(_reader, _reader.GetInterfaceImplementation(handle).Interface).ToString())];

    private IEnumerable<MemberShape?> MembersOf(TypeDefinition type, string baseType)
    {
        foreach (var handle in type.GetFields())
            yield return _fields.Read(_reader.GetFieldDefinition(handle), type, isEnumMember: baseType == Enum);
        foreach (var handle in type.GetProperties())
            yield return _fields.Read(_reader.GetPropertyDefinition(handle), type);
        foreach (var handle in type.GetEvents())
            yield return _fields.Read(_reader.GetEventDefinition(handle));

        var accessors = AccessorsOf(type);
        foreach (var method in type.GetMethods().Where(handle => !accessors.Contains(handle)).Select(_reader.GetMethodDefinition))
        {
            if (baseType != Delegate || _reader.GetString(method.Name) == "Invoke")
                yield return _methods.Read(method, type);
        }
    }

    private HashSet<MethodDefinitionHandle> AccessorsOf(TypeDefinition type)
    {
        var properties = type.GetProperties().Select(handle => _reader.GetPropertyDefinition(handle).GetAccessors());
        var events = type.GetEvents().Select(handle => _reader.GetEventDefinition(handle).GetAccessors());
        return
        [
            .. properties.SelectMany(accessors => new[] { accessors.Getter, accessors.Setter }),
            .. events.SelectMany(accessors => new[] { accessors.Adder, accessors.Remover }),
        ];
    }

    private string KindOf(TypeDefinition type, string baseType)
    {
        if (type.Attributes.HasFlag(TypeAttributes.Interface))
            return "interface";

        switch (baseType)
        {
            case Enum:
                var value = type.GetFields().Select(_reader.GetFieldDefinition).First(field => field.Attributes.HasFlag(FieldAttributes.SpecialName));
                return $"enum : {value.DecodeSignature(TypeNodeProvider.Instance, null)}";
            case "System.ValueType":
                var attributes = type.GetCustomAttributes();
                return (_attributes.Has(attributes, "System.Runtime.CompilerServices.IsReadOnlyAttribute") ? "readonly " : "")
                    + (_attributes.Has(attributes, "System.Runtime.CompilerServices.IsByRefLikeAttribute") ? "ref struct" : "struct");
            case Delegate:
                return "delegate";
            default:
                var isAbstract = type.Attributes.HasFlag(TypeAttributes.Abstract);
                var isSealed = type.Attributes.HasFlag(TypeAttributes.Sealed);
                return (isAbstract, isSealed) switch
                {
                    (true, true) => "static class",
                    (true, false) => "abstract class",
                    (false, true) => "sealed class",
                    _ => "class",
                };
        }
    }
}
