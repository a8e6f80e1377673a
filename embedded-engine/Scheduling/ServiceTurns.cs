using Genesis.Embedded.Activations;
using Genesis.Embedded.Hosting;
using Orleans.Runtime;

namespace Genesis.Embedded.Scheduling;

/// <summary>
/// Turns for a service of the engine itself: its code runs one piece at a time on the engine's executor, and its awaits come back
/// here, as in a grain. It is in no catalog, so nobody can call it and nothing collects it.
/// </summary>
internal sealed class ServiceTurns
{
    private readonly Activation _turns;

    public ServiceTurns(Engine engine, string name, object service)
    {
        var type = GrainType.Create($"sys.{name}");
        _turns = new Activation(engine, new GrainClass(type), GrainId.Create(type, engine.SiloName), service);
    }

    public void Post(Action work) => _turns.Post(static work => ((Action)work!)(), work);

    /// <summary>Runs work on a turn; the task tells how it ended.</summary>
    public async Task<T> Run<T>(Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => Tell(work, done));
        // Awaited here: handed out as it is, WhenAll and the like would pass its completion on over the thread pool.
        return await done.Task;
    }

    /// <inheritdoc cref="Run{T}"/>
    public Task Run(Func<Task> work) => Run(async () =>
    {
        await work();
        return true;
    });

    private static async void Tell<T>(Func<Task<T>> work, TaskCompletionSource<T> done)
    {
        try
        {
            done.TrySetResult(await work());
        }
        catch (Exception exception)
        {
            done.TrySetException(exception);
        }
    }
}
