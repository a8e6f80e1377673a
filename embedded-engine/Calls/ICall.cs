using Genesis.Embedded.Activations;
using Genesis.Embedded.Gateway;
using Genesis.Embedded.Scheduling;

namespace Genesis.Embedded.Calls;

/// <summary>One method call on a grain or an observer: the message, the promise of its answer and the turn that runs it, in one object.</summary>
internal interface ICall : ITurn
{
    GrainMethod Method { get; }
    ref CallHeader Header { get; }

    /// <summary>The promise. Completed once: by the answer, an error, a timeout or a cancellation, whichever is first.</summary>
    Task Promise { get; }

    /// <summary>The token that the method sees; None when it takes none.</summary>
    CancellationToken Token { get; set; }

    object? GetArgument(int index);
    void SetArgument(int index, object? value);

    /// <summary>Runs the method on the target, on the activation's turn. The call tells the activation when it is done.</summary>
    void Invoke(Activation activation, object target);

    /// <summary>Runs the method and gives its result as an object: the slow path, for call filters.</summary>
    ValueTask<object?> InvokeBoxed(object target);

    /// <summary>Runs through filters instead of directly; the result is what the filters leave.</summary>
    void InvokeThrough(Activation activation, ValueTask<object?> pipeline);

    bool TryFail(Exception exception);
    bool TryCancel(CancellationToken token);

    /// <summary>The result of a promise that succeeded, as an object.</summary>
    object? Result { get; }

    void WriteArguments(WireWriter writer);
    void ReadArguments(WireReader reader);
    void WriteResult(WireWriter writer);
    void ReadResult(WireReader reader);
}
