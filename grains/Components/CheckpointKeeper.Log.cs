using Microsoft.Extensions.Logging;

namespace Genesis;

internal sealed partial class CheckpointKeeper
{
    [LoggerMessage(2020, LogLevel.Error, "The checkpoint of {Grain} could not be written. It runs on, and what changes from now on is lost if its host dies before a checkpoint succeeds.")]
    private partial void LogProblem(Exception exception, GrainId grain);

    [LoggerMessage(2022, LogLevel.Error, "The checkpoint of {Grain} cannot be read. It does not start until it can.")]
    private partial void LogUnreadable(Exception exception, GrainId grain);

    [LoggerMessage(2021, LogLevel.Error, "Another activation has written the checkpoint of {Grain}; this one gives way.")]
    private partial void LogOutdated(Exception exception, GrainId grain);

    [LoggerMessage(2023, LogLevel.Error, "What follows from a checkpoint of {Grain} could not be done.")]
    private partial void LogKeeping(Exception exception, GrainId grain);
}
