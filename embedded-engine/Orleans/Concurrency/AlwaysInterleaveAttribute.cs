namespace Orleans.Concurrency;

/// <summary>The method may run at any time, in between the turns of whatever else the activation is doing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute
{
}
