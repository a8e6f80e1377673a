namespace Genesis.Simulations.Scheduling;

/// <summary>Something with work to do: an activation, or code outside any grain.</summary>
internal interface IRunnable
{
    /// <summary>The context of the silo that the work belongs to. The work ends when that silo is killed.</summary>
    LoopContext Home { get; }

    /// <summary>Runs one piece of work.</summary>
    void Step();
}
