using System.Globalization;

namespace Orleans.Runtime;

/// <summary>A bound was reached, such as that on the requests queued for one activation. The call has not run.</summary>
[GenerateSerializer]
public sealed class LimitExceededException : OrleansException
{
    /// <summary>An error without a message of its own.</summary>
    public LimitExceededException()
        : base("Limit exceeded")
    {
    }

    /// <summary>An error.</summary>
    public LimitExceededException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public LimitExceededException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error from the bound's name, the value reached, the bound and whatever else helps.</summary>
    public LimitExceededException(string limitName, int current, int threshold, object extraInfo)
        : base(string.Create(CultureInfo.InvariantCulture, $"Limit exceeded {limitName} Current={current} Threshold={threshold} {extraInfo}"))
    {
    }
}
