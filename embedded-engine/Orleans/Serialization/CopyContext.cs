namespace Orleans.Serialization.Cloning;

/// <summary>One act of copying: remembers what has been copied, so that shared and circular references stay what they are.</summary>
public sealed class CopyContext : IDisposable
{
    private readonly Dictionary<object, object> _copies = new(ReferenceEqualityComparer.Instance);
    private readonly Func<Type, IDeepCopier> _copiers;

    /// <summary>A context that finds copiers with this function.</summary>
    internal CopyContext(Func<Type, IDeepCopier> copiers) => _copiers = copiers;

    /// <summary>The copy already made of this object; true with null for null.</summary>
    public bool TryGetCopy<T>(object? original, out T? result)
        where T : class
    {
        result = null;
        if (original is null)
            return true;
        if (!_copies.TryGetValue(original, out var copy))
            return false;

        result = copy as T;
        return true;
    }

    /// <summary>Remembers a copy. A copier calls it before it copies the members, because these may lead back to the object.</summary>
    public void RecordCopy(object original, object copy) => _copies[original] = copy;

    /// <summary>A copy of a part, by the copier for its type.</summary>
    public T? DeepCopy<T>(T? value) => value is null ? default : (T?)_copiers(value.GetType()).DeepCopy(value, this);

    /// <summary>Forgets all copies.</summary>
    public void Reset() => _copies.Clear();

    /// <inheritdoc />
    public void Dispose() => Reset();
}
