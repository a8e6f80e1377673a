namespace Orleans.Concurrency;

/// <summary>The grain takes further requests while others await. Still one turn at a time.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute
{
}
