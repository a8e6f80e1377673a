using Genesis.Embedded.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Genesis.Embedded.Diagnostics;

// Stored state: event ids 1400 to 1499.
internal sealed partial class EngineLog
{
    [LoggerMessage(1400, LogLevel.Error, "{Operation} of state '{State}' of {Grain} failed in storage {Storage}. The grain that asked gets the exception.")]
    public partial void StorageFailed(Exception exception, StateOperationKind operation, string state, GrainId grain, string storage);

    [LoggerMessage(1401, LogLevel.Warning, "{Grain} let a storage conflict escape: its activation ends, and the next call reads the stored state afresh.")]
    public partial void ConflictEscaped(Exception exception, GrainId grain);
}
