namespace Orleans;

/// <summary>Fills an existing object from a surrogate; needed of a converter whose value type has derived types.</summary>
public interface IPopulator<TValue, TSurrogate>
    where TSurrogate : struct
    where TValue : class
{
    /// <summary>Sets the value's members from the surrogate's.</summary>
    void Populate(in TSurrogate surrogate, TValue value);
}
