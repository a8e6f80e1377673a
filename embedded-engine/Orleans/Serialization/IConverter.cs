namespace Orleans;

/// <summary>Turns values that cannot be serialized into surrogates that can, and back.</summary>
public interface IConverter<TValue, TSurrogate>
    where TSurrogate : struct
{
    /// <summary>The value that the surrogate stands for.</summary>
    TValue ConvertFromSurrogate(in TSurrogate surrogate);

    /// <summary>The surrogate for the value.</summary>
    TSurrogate ConvertToSurrogate(in TValue value);
}
