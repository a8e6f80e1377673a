namespace Orleans.Concurrency;

/// <summary>A predicate of the grain class decides for each request whether it may run while others await.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MayInterleaveAttribute : Attribute
{
    /// <summary>Names the predicate: a method that takes the request (<c>IInvokable</c>) and returns a bool, static or not.</summary>
    public MayInterleaveAttribute(string callbackMethodName) => CallbackMethodName = callbackMethodName;

    internal string CallbackMethodName { get; }
}
