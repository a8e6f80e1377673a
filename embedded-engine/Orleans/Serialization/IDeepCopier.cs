using System.Diagnostics.CodeAnalysis;

namespace Orleans.Serialization.Cloning;

/// <summary>Makes copies that share nothing mutable with the original.</summary>
public interface IDeepCopier
{
    /// <summary>A copy of the value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(input))]
    object? DeepCopy(object? input, CopyContext context);
}

/// <summary>Makes copies of one type. Found by <see cref="RegisterCopierAttribute"/>.</summary>
public interface IDeepCopier<T> : IDeepCopier
{
    /// <summary>A copy of the value; null for null.</summary>
    /// <param name="input">The original.</param>
    /// <param name="context">Remembers what has been copied, and copies the parts.</param>
    [return: NotNullIfNotNull(nameof(input))]
    T DeepCopy(T input, CopyContext context);

    [return: NotNullIfNotNull(nameof(input))]
    object? IDeepCopier.DeepCopy(object? input, CopyContext context) => input is null ? null : DeepCopy((T)input, context);
}
