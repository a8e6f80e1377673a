using System.Reflection;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Hosting;
using Orleans.Runtime;

namespace Genesis.Embedded.Gateway;

/// <summary>
/// What a silo tells its clients about its grains: the signatures of the interfaces, so that two versions that would misunderstand each other
/// part at once, and the grain classes, so that a client can name a grain without having its class.
/// </summary>
internal sealed class GatewayManifest
{
    public Dictionary<string, InterfaceEntry> Interfaces { get; } = [];

    public static GatewayManifest Of(GrainTypes types)
    {
        var manifest = new GatewayManifest();
        foreach (var (name, face) in InterfaceNames.All()) manifest.Interfaces[name] = new InterfaceEntry(SignaturesOf(face), [], -1);
        foreach (var (face, classes, chosen) in types.Implementations)
        {
            var name = WireName.OfType(face);
            var entries = classes.Select(type => new ClassEntry(type.FullName!, types.NameOf(type).ToString())).ToArray();
            var signatures = manifest.Interfaces.TryGetValue(name, out var known) ? known.Signatures : SignaturesOf(face);
            manifest.Interfaces[name] = new InterfaceEntry(signatures, entries, chosen is null ? -1 : classes.ToList().IndexOf(chosen));
        }
        return manifest;
    }

    /// <summary>What this process's interfaces and the manifest's disagree about; empty when they fit.</summary>
    public List<string> Disagreements(string silo)
    {
        var found = new List<string>();
        foreach (var (name, face) in InterfaceNames.All())
        {
            if (!Interfaces.TryGetValue(name, out var theirs)) continue;
            foreach (var (id, ours) in SignaturesOf(face))
                if (theirs.Signatures.TryGetValue(id, out var signature) && signature != ours)
                    found.Add($"{name}: silo {silo} has '{signature}', this client has '{ours}'");
        }
        return found;
    }

    /// <summary>The grain type of the class that implements an interface; the prefix of its full name chooses among several.</summary>
    public GrainType ImplementationOf(Type face, string? prefix, string silo)
    {
        var definition = face.IsConstructedGenericType ? face.GetGenericTypeDefinition() : face;
        if (!Interfaces.TryGetValue(WireName.OfType(definition), out var entry) || entry.Classes.Length == 0)
            throw new ArgumentException($"Could not find an implementation for interface {face}: silo {silo} has none. Reference the grain's assembly from the silo's host.");
        var name = Choose(entry, face, prefix).GrainType;
        return GrainType.Create(face.IsConstructedGenericType ? $"{name}[[{string.Join("],[", face.GetGenericArguments().Select(WireName.OfType))}]]" : name);
    }

    public void Write(WireWriter writer)
    {
        writer.WriteVar((uint)Interfaces.Count);
        foreach (var (name, entry) in Interfaces)
        {
            writer.WriteString(name);
            writer.WriteVar((uint)entry.Signatures.Count);
            foreach (var (id, signature) in entry.Signatures)
            {
                writer.WriteString(id);
                writer.WriteString(signature);
            }
            writer.WriteVar((uint)entry.Classes.Length);
            foreach (var implementation in entry.Classes)
            {
                writer.WriteString(implementation.FullName);
                writer.WriteString(implementation.GrainType);
            }
            writer.WriteZigZag(entry.Default);
        }
    }

    public static GatewayManifest Read(WireReader reader)
    {
        var manifest = new GatewayManifest();
        for (var interfaces = reader.ReadCount(); interfaces > 0; interfaces--)
        {
            var name = reader.ReadText();
            var signatures = new Dictionary<string, string>();
            for (var left = reader.ReadCount(); left > 0; left--) signatures[reader.ReadText()] = reader.ReadText();
            var classes = new List<ClassEntry>();
            for (var left = reader.ReadCount(); left > 0; left--) classes.Add(new ClassEntry(reader.ReadText(), reader.ReadText()));
            var chosen = reader.ReadZigZag();
            if (chosen < -1 || chosen >= classes.Count) throw new WireFormatException("An interface has a default class that is not in its list.");
            manifest.Interfaces[name] = new InterfaceEntry(signatures, [.. classes], (int)chosen);
        }
        return manifest;
    }

    private static ClassEntry Choose(InterfaceEntry entry, Type face, string? prefix)
    {
        var candidates = entry.Classes;
        if (!string.IsNullOrWhiteSpace(prefix))
        {
            candidates = Array.FindAll(candidates, candidate => candidate.FullName.StartsWith(prefix, StringComparison.Ordinal));
            if (Array.Find(candidates, candidate => candidate.FullName == prefix) is { } exact) return exact;
            if (candidates.Length == 1) return candidates[0];
        }
        else if (entry.Default >= 0)
        {
            return entry.Classes[entry.Default];
        }
        throw new ArgumentException(
            $"Unable to identify a single appropriate grain type for interface {face}{(prefix is null ? "" : $" with implementation prefix \"{prefix}\"")}. "
            + $"Candidates: {string.Join(", ", entry.Classes.Select(static candidate => candidate.FullName))}. Pass the full class name as grainClassNamePrefix.");
    }

    private static Dictionary<string, string> SignaturesOf(Type face)
    {
        var signatures = new Dictionary<string, string>();
        foreach (var method in Methods(face))
            signatures[WireName.OfMethod(method)] = Signature(method);
        // Grain interfaces have entries of their own; what is inherited from others belongs to this one.
        foreach (var other in face.GetInterfaces().Where(static type => !typeof(IAddressable).IsAssignableFrom(type)))
            foreach (var method in Methods(other))
                signatures[$"{WireName.OfType(other)}.{WireName.OfMethod(method)}"] = Signature(method);
        return signatures;
    }

    private static IEnumerable<MethodInfo> Methods(Type face) => face.GetMethods(BindingFlags.Instance | BindingFlags.Public).Where(static method => method.IsAbstract);

    private static string Signature(MethodInfo method)
    {
        // A cancellation token is not part of the message: either side may have one without the other.
        var parameters = method.GetParameters().Where(static p => p.ParameterType != typeof(CancellationToken)).Select(static p => WireName.OfType(p.ParameterType));
        return $"{WireName.OfType(method.ReturnType)} {method.Name}({string.Join(", ", parameters)})";
    }
}

/// <summary>One interface of a silo: signatures by method id, and the classes that implement it.</summary>
internal sealed record InterfaceEntry(Dictionary<string, string> Signatures, ClassEntry[] Classes, int Default);

/// <summary>One grain class of a silo.</summary>
internal sealed record ClassEntry(string FullName, string GrainType);
