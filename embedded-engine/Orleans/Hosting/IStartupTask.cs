namespace Orleans.Runtime;

/// <summary>Runs when a silo starts. An exception fails the start.</summary>
public interface IStartupTask
{
    /// <summary>Does the work; the stage is not complete until the task is.</summary>
    Task Execute(CancellationToken cancellationToken);
}
