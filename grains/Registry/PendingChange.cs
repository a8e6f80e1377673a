namespace Genesis.Registry;

/// <summary>A change of the registry that waits to be stored.</summary>
internal sealed class PendingChange(string id, ComponentRegistration? registration, string reason)
{
    public string Id => id;

    /// <summary>Null for a removal.</summary>
    public ComponentRegistration? Registration => registration;

    public string Reason => reason;

    public TaskCompletionSource<RegistrationResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
