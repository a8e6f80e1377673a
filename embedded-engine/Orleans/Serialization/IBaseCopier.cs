namespace Orleans.Serialization.Cloning;

/// <summary>Copies the members of a base class.</summary>
public interface IBaseCopier
{
}

/// <summary>Copies the members that <typeparamref name="T"/> contributes to an object of a derived class.</summary>
public interface IBaseCopier<T> : IBaseCopier
    where T : class
{
    /// <summary>Copies members from one object to the other.</summary>
    void DeepCopy(T input, T output, CopyContext context);
}
