using System.Collections.Immutable;
using System.Reflection;

namespace Genesis.Embedded.Gateway.Codecs;

/// <summary>
/// Codecs of collections: a number of elements plus one (0 for null), then the elements. Collections declared by interface arrive
/// as arrays, lists, sets or dictionaries of the framework, whatever they were when they left.
/// </summary>
internal static class CollectionCodecs
{
    private static readonly Dictionary<Type, string> Makers = new()
    {
        [typeof(List<>)] = nameof(OfList),
        [typeof(IEnumerable<>)] = nameof(OfEnumerable),
        [typeof(ICollection<>)] = nameof(OfCollection),
        [typeof(IList<>)] = nameof(OfIList),
        [typeof(IReadOnlyCollection<>)] = nameof(OfReadOnlyCollection),
        [typeof(IReadOnlyList<>)] = nameof(OfReadOnlyList),
        [typeof(HashSet<>)] = nameof(OfHashSet),
        [typeof(ISet<>)] = nameof(OfISet),
        [typeof(IReadOnlySet<>)] = nameof(OfReadOnlySet),
        [typeof(SortedSet<>)] = nameof(OfSortedSet),
        [typeof(Queue<>)] = nameof(OfQueue),
        [typeof(Stack<>)] = nameof(OfStack),
        [typeof(ImmutableArray<>)] = nameof(OfImmutableArray),
        [typeof(ImmutableList<>)] = nameof(OfImmutableList),
        [typeof(ImmutableHashSet<>)] = nameof(OfImmutableHashSet),
        [typeof(Dictionary<,>)] = nameof(OfDictionary),
        [typeof(IDictionary<,>)] = nameof(OfIDictionary),
        [typeof(IReadOnlyDictionary<,>)] = nameof(OfReadOnlyDictionary),
        [typeof(SortedDictionary<,>)] = nameof(OfSortedDictionary),
        [typeof(ImmutableDictionary<,>)] = nameof(OfImmutableDictionary),
    };

    public static bool IsCollection(Type definition) => Makers.ContainsKey(definition);

    public static Codec<T>? Get<T>()
    {
        var type = typeof(T);
        if (type.IsSZArray) return Call<T>(nameof(OfArray), type.GetElementType()!);
        return type.IsGenericType && Makers.TryGetValue(type.GetGenericTypeDefinition(), out var maker) ? Call<T>(maker, type.GetGenericArguments()) : null;
    }

    private static Codec<T> Call<T>(string maker, params Type[] arguments) =>
        (Codec<T>)typeof(CollectionCodecs).GetMethod(maker, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(arguments).Invoke(null, null)!;

    private static SequenceCodec<E[], E> OfArray<E>() => new(static list => [.. list]);

    private static SequenceCodec<List<E>, E> OfList<E>() => new(static list => list);

    private static SequenceCodec<IEnumerable<E>, E> OfEnumerable<E>() => new(static list => list);

    private static SequenceCodec<ICollection<E>, E> OfCollection<E>() => new(static list => list);

    private static SequenceCodec<IList<E>, E> OfIList<E>() => new(static list => list);

    private static SequenceCodec<IReadOnlyCollection<E>, E> OfReadOnlyCollection<E>() => new(static list => list);

    private static SequenceCodec<IReadOnlyList<E>, E> OfReadOnlyList<E>() => new(static list => list);

    private static SequenceCodec<HashSet<E>, E> OfHashSet<E>() => new(static list => [.. list]);

    private static SequenceCodec<ISet<E>, E> OfISet<E>() => new(static list => new HashSet<E>(list));

    private static SequenceCodec<IReadOnlySet<E>, E> OfReadOnlySet<E>() => new(static list => new HashSet<E>(list));

    private static SequenceCodec<SortedSet<E>, E> OfSortedSet<E>() => new(static list => [.. list]);

    private static SequenceCodec<Queue<E>, E> OfQueue<E>() => new(static list => new Queue<E>(list));

    private static SequenceCodec<Stack<E>, E> OfStack<E>() => new(static list => new Stack<E>(Enumerable.Reverse(list)));

    private static SequenceCodec<ImmutableArray<E>, E> OfImmutableArray<E>() => new(static list => [.. list], static array => array.IsDefault);

    private static SequenceCodec<ImmutableList<E>, E> OfImmutableList<E>() => new(static list => [.. list]);

    private static SequenceCodec<ImmutableHashSet<E>, E> OfImmutableHashSet<E>() => new(static list => [.. list]);

    private static SequenceCodec<Dictionary<K, V>, KeyValuePair<K, V>> OfDictionary<K, V>() where K : notnull => new(static list => Map(list));

    private static SequenceCodec<IDictionary<K, V>, KeyValuePair<K, V>> OfIDictionary<K, V>() where K : notnull => new(static list => Map(list));

    private static SequenceCodec<IReadOnlyDictionary<K, V>, KeyValuePair<K, V>> OfReadOnlyDictionary<K, V>() where K : notnull => new(static list => Map(list));

    private static SequenceCodec<SortedDictionary<K, V>, KeyValuePair<K, V>> OfSortedDictionary<K, V>() where K : notnull => new(static list => new SortedDictionary<K, V>(Map(list)));

    private static SequenceCodec<ImmutableDictionary<K, V>, KeyValuePair<K, V>> OfImmutableDictionary<K, V>() where K : notnull => new(static list => Map(list).ToImmutableDictionary());

    private static Dictionary<K, V> Map<K, V>(List<KeyValuePair<K, V>> pairs) where K : notnull
    {
        var map = new Dictionary<K, V>(pairs.Count);
        foreach (var (key, value) in pairs)
            if (key is null || !map.TryAdd(key, value)) throw new WireFormatException("A dictionary has a null key or one key twice.");
        return map;
    }
}

/// <summary>Writes the elements of a collection and builds it again from a list of them.</summary>
internal sealed class SequenceCodec<T, E>(Func<List<E>, T> build, Func<T, bool>? isNull = null) : Codec<T> where T : IEnumerable<E>
{
    // The bytes promise the number; memory for elements that may never come is not set aside all at once.
    private const int MostAtOnce = 4096;

    public override WireShape Shape => WireShape.Sized;

    public override void Write(WireWriter writer, T value)
    {
        if (value is null || (isNull is not null && isNull(value)))
        {
            writer.WriteNull();
            return;
        }
        writer.Enter();
        if (value is E[] array)
        {
            writer.WriteVar((uint)array.Length + 1);
            foreach (var element in array) WireCodec<E>.Write(writer, element);
        }
        else
        {
            WriteCounted(writer, value);
        }
        writer.Leave();
    }

    private static void WriteCounted(WireWriter writer, T value)
    {
        // A sequence that cannot tell its length, or not reliably, is taken down first.
        var elements = value is List<E> or IReadOnlyCollection<E> or ICollection<E> ? value : (IEnumerable<E>)[.. value];
        var count = elements switch
        {
            IReadOnlyCollection<E> collection => collection.Count,
            ICollection<E> collection => collection.Count,
            _ => elements.Count(),
        };
        writer.WriteVar((uint)count + 1);
        foreach (var element in elements)
        {
            if (count-- == 0) break;
            WireCodec<E>.Write(writer, element);
        }
        if (count > 0) throw new WireValueException("A collection changed while it was being sent. Nobody may change a message after it was handed over.");
    }

    public override T Read(WireReader reader)
    {
        var header = reader.ReadVar32();
        if (header == 0) return default!;
        var count = header - 1;
        if (count > (uint)reader.Remaining) throw new WireFormatException("A collection has more elements than the message has bytes.");
        reader.Enter();
        var list = new List<E>((int)Math.Min(count, MostAtOnce));
        for (var i = 0u; i < count; i++) list.Add(WireCodec<E>.Read(reader));
        reader.Leave();
        try
        {
            return build(list);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new WireFormatException($"The elements do not make a {typeof(T).Name}.", exception);
        }
    }
}
