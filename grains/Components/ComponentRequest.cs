namespace Genesis;

/// <summary>A request as its handler sees it.</summary>
public readonly struct ComponentRequest
{
    /// <summary>What a handler returns for a type that it does not know.</summary>
    public static object Unknown { get; } = new UnknownMark();

    private readonly AskRequest _message;
    private readonly Frame _frame;
    private readonly long _run;

    internal ComponentRequest(AskRequest message, Frame frame) => (_message, _frame, _run) = (message, frame, frame.Run);

    /// <summary>Type of the request.</summary>
    public string Type => _message.Type;

    /// <summary>The data.</summary>
    public Payload Data => _message.Data;

    /// <summary>Who asks.</summary>
    public string Source => _message.Source;

    /// <summary>Identifies the request; the same when it is tried again.</summary>
    public string Id => _message.Id;

    /// <summary>Time until the answer is no longer wanted.</summary>
    public TimeSpan Remaining => _frame.Run == _run ? _frame.Remaining : TimeSpan.Zero;

    /// <summary>Fires when the answer is no longer wanted.</summary>
    public CancellationToken Cancellation => _frame.Run == _run ? _frame.Token : new CancellationToken(canceled: true);

    private sealed class UnknownMark
    {
        public override string ToString() => "unknown request";
    }
}
