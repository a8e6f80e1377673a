using Genesis.Embedded.Calls;
using Genesis.Embedded.Hosting;
using Genesis.Embedded.Proxies;
using Orleans.Runtime;

namespace Genesis.Embedded.Gateway;

/// <summary>Numbers for the methods and grain types that this side names. Announced before their first use; only the sending side touches it.</summary>
internal sealed class OutgoingNames
{
    private readonly Dictionary<GrainMethod, uint> _methods = [];
    private readonly Dictionary<GrainType, uint> _types = [];

    /// <summary>The method's number, announced now if it is new. Must not be called inside a frame.</summary>
    public uint Method(WireWriter writer, GrainMethod method)
    {
        if (_methods.TryGetValue(method, out var known)) return known;
        if (_methods.Count >= GatewayProtocol.MostMethods) throw new WireValueException("Too many different methods were called on this connection.");
        var number = (uint)_methods.Count + 1;
        writer.BeginFrame();
        writer.WriteByte((byte)MessageKind.Method);
        writer.WriteVar(number);
        writer.WriteString(WireName.OfType(method.CalledThrough));
        writer.WriteString(WireName.OfType(method.InterfaceType));
        writer.WriteString(method.Id);
        writer.EndFrame();
        return _methods[method] = number;
    }

    /// <summary>The type's number; 0 when it must be named each time because too many have numbers.</summary>
    public uint Type(WireWriter writer, GrainType type)
    {
        if (_types.TryGetValue(type, out var known)) return known;
        if (_types.Count >= GatewayProtocol.MostNumberedTypes) return 0;
        var number = (uint)_types.Count + 1;
        writer.BeginFrame();
        writer.WriteByte((byte)MessageKind.GrainType);
        writer.WriteVar(number);
        writer.WriteString(type.ToString());
        writer.EndFrame();
        return _types[type] = number;
    }
}

/// <summary>The methods and grain types that the other side has announced.</summary>
internal sealed class IncomingNames
{
    private readonly List<(GrainMethod? Method, string Name)> _methods = [];
    private readonly List<GrainType> _types = [];

    public void AddMethod(WireReader reader)
    {
        var (number, face, declarer, id) = (reader.ReadVar32(), reader.ReadText(), reader.ReadText(), reader.ReadText());
        if (number != _methods.Count + 1 || number > GatewayProtocol.MostMethods) throw new WireFormatException("A method is announced out of turn.");
        _methods.Add((Find(face, declarer, id), $"{face}.{id}"));
    }

    public void AddType(WireReader reader)
    {
        var (number, name) = (reader.ReadVar32(), reader.ReadText());
        if (number != _types.Count + 1 || number > GatewayProtocol.MostNumberedTypes) throw new WireFormatException("A grain type is announced out of turn.");
        _types.Add(TypeOf(name));
    }

    /// <summary>The method; null when this process does not have it.</summary>
    public GrainMethod? Method(uint number, out string name)
    {
        if (number == 0 || number > (uint)_methods.Count) throw new WireFormatException("A call names a method that was not announced.");
        (var method, name) = _methods[(int)number - 1];
        return method;
    }

    public GrainType Type(uint number, WireReader reader)
    {
        if (number == 0) return TypeOf(reader.ReadText());
        return number <= (uint)_types.Count ? _types[(int)number - 1] : throw new WireFormatException("A call names a grain type that was not announced.");
    }

    private static GrainType TypeOf(string name) => string.IsNullOrWhiteSpace(name) ? throw new WireFormatException("A grain type has no name.") : GrainType.Create(name);

    private static GrainMethod? Find(string face, string declarer, string id)
    {
        try
        {
            return InterfaceNames.Find(face) is { ContainsGenericParameters: false } type ? ProxyEmitter.Get(type).Find(declarer, id) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // An interface that breaks the rules for grain interfaces cannot be called from here either.
            return null;
        }
    }
}
