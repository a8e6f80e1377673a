namespace Orleans;

/// <summary>Marks a class that converts values to serializable surrogates: an implementation of <see cref="IConverter{TValue,TSurrogate}"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class RegisterConverterAttribute : Attribute
{
}
