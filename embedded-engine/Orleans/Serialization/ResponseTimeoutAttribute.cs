using System.Globalization;

namespace Orleans;

/// <summary>The response timeout of one interface method, instead of the configured default.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute : Attribute
{
    /// <summary>Sets the timeout.</summary>
    /// <param name="timeout">In the form that <see cref="TimeSpan.Parse(string)"/> reads: <c>00:00:05</c> is five seconds, <c>5</c> is five days.</param>
    /// <exception cref="FormatException">The text is no time span.</exception>
    public ResponseTimeoutAttribute(string timeout) => Timeout = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);

    /// <summary>The timeout.</summary>
    public TimeSpan? Timeout { get; init; }
}
