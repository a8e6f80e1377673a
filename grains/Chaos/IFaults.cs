using System.Collections.Immutable;

namespace Genesis;

/// <summary>
/// Makes things go wrong on purpose, while the system runs: for tests, demonstrations and exercises. Faults act on the components that live in this process. All of them end: by count,
/// by time, or on request. Without any, they cost a comparison with null per message.
/// </summary>
public interface IFaults
{
    /// <summary>Injects a fault.</summary>
    /// <returns>The fault with its number, or why it was refused.</returns>
    FaultResult Inject(Fault fault);

    /// <summary>Takes a fault back; what it holds back goes on.</summary>
    /// <returns>Whether it was in force.</returns>
    bool Clear(long number);

    /// <summary>Takes all of them back.</summary>
    /// <returns>How many were in force.</returns>
    int ClearAll();

    /// <summary>The faults that are in force, oldest first.</summary>
    ImmutableArray<FaultStatus> List();
}
