namespace Genesis.Simulations.Scheduling;

/// <summary>The knowledge about pending calls that the loop needs when nothing can run.</summary>
internal interface IWaitReport
{
    bool HasPendingCalls { get; }

    /// <summary>True when an activation may yet be collected as idle: somebody may be waiting for its deactivation.</summary>
    bool CanCollect { get; }

    /// <summary>True when every waiting grain is known to wait for a call.</summary>
    bool IsCertain { get; }

    /// <summary>Describes the deadlock, with the chain of calls.</summary>
    string DescribeDeadlock();

    /// <summary>Describes the pending calls.</summary>
    string DescribePending();
}
