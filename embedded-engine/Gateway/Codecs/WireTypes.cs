using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Hosting;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Gateway.Codecs;

/// <summary>
/// Names of types that values carry where their place does not tell the type, and back. Only the types listed here and those marked
/// [GenerateSerializer] in grain assemblies can be named: a message cannot make the process load or create anything else.
/// </summary>
internal static class WireTypes
{
    private const string Special = "<>,[]\\";
    private static readonly SearchValues<char> SpecialCharacters = SearchValues.Create(Special);
    private const int MostNesting = 8;
    private const int MostNames = 10_000;

    private static readonly Dictionary<string, Type> BuiltIn = new()
    {
        ["object"] = typeof(object),
        ["bool"] = typeof(bool),
        ["byte"] = typeof(byte),
        ["sbyte"] = typeof(sbyte),
        ["short"] = typeof(short),
        ["ushort"] = typeof(ushort),
        ["int"] = typeof(int),
        ["uint"] = typeof(uint),
        ["long"] = typeof(long),
        ["ulong"] = typeof(ulong),
        ["float"] = typeof(float),
        ["double"] = typeof(double),
        ["decimal"] = typeof(decimal),
        ["char"] = typeof(char),
        ["string"] = typeof(string),
        ["guid"] = typeof(Guid),
        ["time"] = typeof(DateTime),
        ["timeoffset"] = typeof(DateTimeOffset),
        ["span"] = typeof(TimeSpan),
        ["date"] = typeof(DateOnly),
        ["timeofday"] = typeof(TimeOnly),
        ["uri"] = typeof(Uri),
        ["version"] = typeof(Version),
        ["grainid"] = typeof(GrainId),
        ["streamid"] = typeof(StreamId),
        ["reference"] = typeof(IAddressable),
        ["exception"] = typeof(Exception),
        ["list"] = typeof(List<>),
        ["set"] = typeof(HashSet<>),
        ["map"] = typeof(Dictionary<,>),
        ["queue"] = typeof(Queue<>),
        ["stack"] = typeof(Stack<>),
        ["sortedmap"] = typeof(SortedDictionary<,>),
        ["sortedset"] = typeof(SortedSet<>),
        ["ilist"] = typeof(ImmutableList<>),
        ["iarray"] = typeof(ImmutableArray<>),
        ["imap"] = typeof(ImmutableDictionary<,>),
        ["iset"] = typeof(ImmutableHashSet<>),
        ["pair"] = typeof(KeyValuePair<,>),
        ["optional"] = typeof(Nullable<>),
        ["tuple2"] = typeof(ValueTuple<,>),
        ["tuple3"] = typeof(ValueTuple<,,>),
        ["tuple4"] = typeof(ValueTuple<,,,>),
    };

    private static readonly Dictionary<Type, string> BuiltInNames = BuiltIn.ToDictionary(static pair => pair.Value, static pair => pair.Key);
    private static readonly ConcurrentDictionary<string, Type> Marked = new();
    private static readonly ConcurrentDictionary<string, Type> Known = new();
    private static readonly ConcurrentDictionary<Type, string> Names = new();
    private static readonly Lock Gate = new();
    private static int _scanned;

    public static bool IsMarked(Type type) => type.IsDefined(typeof(GenerateSerializerAttribute), false);

    /// <summary>The name of a value's type.</summary>
    public static string NameOf(Type type) => Names.TryGetValue(type, out var known) ? known : Names[type] = MakeName(type);

    /// <summary>The type of that name, which fits where it stands.</summary>
    public static Type Find(string name)
    {
        if (Known.TryGetValue(name, out var known)) return known;
        if (Known.Count >= MostNames) throw new WireValueException($"More than {MostNames} types were named by messages; another one is refused.");
        var position = 0;
        var type = Parse(name, ref position, 0);
        if (position != name.Length) throw new WireFormatException($"'{Shorten(name)}' is not a type's name.");
        return Known[name] = type;
    }

    /// <summary>The marked type, or definition, with that alias or full name; null when there is none.</summary>
    public static Type? FindMarked(string name)
    {
        if (Marked.TryGetValue(name, out var type)) return type;
        Scan();
        return Marked.GetValueOrDefault(name);
    }

    private static string MakeName(Type type)
    {
        if (typeof(IAddressable).IsAssignableFrom(type)) return "reference";
        if (typeof(Exception).IsAssignableFrom(type)) return "exception";
        if (type.IsSZArray) return $"{NameOf(type.GetElementType()!)}[]";
        if (type.IsConstructedGenericType)
            return $"{NameOfDefinition(type.GetGenericTypeDefinition())}<{string.Join(',', type.GetGenericArguments().Select(NameOf))}>";
        return NameOfDefinition(type);
    }

    private static string NameOfDefinition(Type type)
    {
        if (BuiltInNames.TryGetValue(type, out var name)) return name;
        if (!MayBeNamed(type))
            throw new WireValueException(
                $"A value of type {Reflect.Name(type)} stands where its type must be named, and only types marked [GenerateSerializer] may be. Mark it, and give it an [Alias] to be free to rename it.");
        return Escape(AliasesOf(type).FirstOrDefault() ?? type.FullName!);
    }

    private static bool MayBeNamed(Type type) => IsMarked(type) || (type.IsEnum && IsGrainAssembly(type.Assembly)) || ConverterRegistry.SurrogateOf(type) is not null;

    private static bool IsGrainAssembly(Assembly assembly) =>
        assembly == typeof(WireTypes).Assembly || assembly.GetReferencedAssemblies().Any(static name => name.Name == typeof(WireTypes).Assembly.GetName().Name);

    private static IEnumerable<string> AliasesOf(Type type) => type.GetCustomAttributes<AliasAttribute>(false).Select(static attribute => attribute.Alias);

    private static Type Parse(string name, ref int position, int depth)
    {
        if (depth > MostNesting) throw new WireFormatException("A type's name is nested too deep.");
        var type = FindLeaf(ReadLeaf(name, ref position));
        if (type.IsGenericTypeDefinition)
        {
            var arguments = new List<Type>();
            Expect(name, '<', ref position);
            do arguments.Add(Parse(name, ref position, depth + 1));
            while (Accept(name, ',', ref position));
            Expect(name, '>', ref position);
            type = Close(type, arguments);
        }
        for (var ranks = 0; Accept(name, '[', ref position); ranks++)
        {
            Expect(name, ']', ref position);
            if (ranks >= MostNesting) throw new WireFormatException("A type's name is nested too deep.");
            type = type.MakeArrayType();
        }
        return type;
    }

    private static Type Close(Type definition, List<Type> arguments)
    {
        try
        {
            return definition.MakeGenericType([.. arguments]);
        }
        catch (ArgumentException exception)
        {
            throw new WireFormatException($"{definition.Name} does not take the type arguments that a message gives it.", exception);
        }
    }

    private static string ReadLeaf(string name, ref int position)
    {
        var leaf = new StringBuilder();
        for (; position < name.Length; position++)
        {
            var character = name[position];
            if (character == '\\' && position + 1 < name.Length) leaf.Append(name[++position]);
            else if (Special.Contains(character, StringComparison.Ordinal)) break;
            else leaf.Append(character);
        }
        return leaf.ToString();
    }

    private static Type FindLeaf(string leaf)
    {
        return BuiltIn.TryGetValue(leaf, out var type) || (type = FindMarked(leaf)) is not null
            ? type
            : throw new WireValueException($"This process has no type '{Shorten(leaf)}' that is marked [GenerateSerializer]. Reference the assembly that has it, or update the older side.");
    }

    /// <summary>Looks through the grain assemblies again, if there are more of them than the last time.</summary>
    private static void Scan()
    {
        var loaded = AppDomain.CurrentDomain.GetAssemblies().Length;
        if (Volatile.Read(ref _scanned) == loaded) return;
        lock (Gate)
        {
            foreach (var type in GrainAssemblies.FindAssemblies().Append(typeof(WireTypes).Assembly).SelectMany(GrainAssemblies.TypesOf).Where(MayBeNamed))
                foreach (var name in AliasesOf(type).Append(type.FullName!)) Marked.TryAdd(name, type);
            Volatile.Write(ref _scanned, AppDomain.CurrentDomain.GetAssemblies().Length);
        }
    }

    private static string Escape(string name) => name.AsSpan().IndexOfAny(SpecialCharacters) < 0
        ? name
        : string.Concat(name.Select(static character => Special.Contains(character, StringComparison.Ordinal) ? $"\\{character}" : character.ToString()));

    private static bool Accept(string name, char character, ref int position)
    {
        if (position >= name.Length || name[position] != character) return false;
        position++;
        return true;
    }

    private static void Expect(string name, char character, ref int position)
    {
        if (!Accept(name, character, ref position)) throw new WireFormatException($"'{Shorten(name)}' is not a type's name.");
    }

    private static string Shorten(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
