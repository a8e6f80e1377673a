namespace Orleans.Concurrency;

/// <summary>The caller does not wait: its task completes when the message has been sent, and it never learns of an exception.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute
{
}
