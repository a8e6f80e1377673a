namespace Orleans.Concurrency;

/// <summary>Carries a value that nobody changes any more, so that a call may pass the reference instead of a copy.</summary>
[GenerateSerializer, Immutable]
public readonly struct Immutable<T>
{
    /// <summary>The value.</summary>
    [Id(0)]
    public readonly T Value;

    /// <summary>Wraps a value.</summary>
    public Immutable(T value) => Value = value;
}

/// <summary>Wraps values in <see cref="Immutable{T}"/>.</summary>
public static class ImmutableExtensions
{
    /// <summary>Promises that the value is not changed any more.</summary>
    public static Immutable<T> AsImmutable<T>(this T value) => new(value);
}
