using Genesis.Simulations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Genesis.Tests.Simulations;

/// <summary>Orleans' rules in a simulation that the tests on both engines do not cover.</summary>
public sealed class SemanticsTests
{
    [Fact]
    public void A_cancelled_call_ends_for_the_caller_at_once_and_reaches_the_grain() =>
        Simulation.Run(3, static _ => { }, static async simulation =>
    {
        var grain = simulation.Grains.GetGrain<IPatient>("p");
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(2), simulation.Time);

        await Should.ThrowAsync<OperationCanceledException>(grain.Wait(cancel.Token));

        simulation.Elapsed.ShouldBe(TimeSpan.FromSeconds(2));
        (await grain.Cancelled()).ShouldBe(1);
    });

    [Fact]
    public void A_cancelled_call_that_waits_never_runs() => Simulation.Run(3, static _ => { }, static async simulation =>
    {
        var grain = simulation.Grains.GetGrain<IPatient>("p");
        using var first = new CancellationTokenSource();
        var running = grain.Wait(first.Token);
        using var second = new CancellationTokenSource(TimeSpan.FromSeconds(1), simulation.Time);

        await Should.ThrowAsync<OperationCanceledException>(grain.Wait(second.Token));
        first.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(running);

        (await grain.Cancelled()).ShouldBe(1);
    });

    [Fact]
    public void Work_can_be_queued_to_a_grain_and_awaits_there() => Simulation.Run(3, static _ => { }, static async simulation =>
    {
        var host = simulation.Grains.GetGrain<IWorkshop>("w");
        (await host.RunPosted()).ShouldBe("posted in workshop/w, awaited in workshop/w, started in workshop/w");
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_stateless_worker_without_a_number_has_as_many_workers_on_every_machine(long seed) =>
        Simulation.Run(seed, static _ => { }, static async simulation =>
    {
        var worker = simulation.Grains.GetGrain<ICrowd>("c");
        var numbers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => worker.Work()));
        numbers.Distinct().Count().ShouldBe(4);
    });

    [Fact]
    public void Observers_get_their_calls_in_order() => Simulation.Run(3, static _ => { }, static async simulation =>
    {
        var observer = new Watcher();
        var reference = simulation.Grains.CreateObjectReference<IWatcher>(observer);
        await simulation.Grains.GetGrain<ITeller>("t").Tell(reference, 5);
        await simulation.Delay(TimeSpan.FromSeconds(1));
        observer.Seen.ShouldBe([0, 1, 2, 3, 4]);

        simulation.Grains.DeleteObjectReference<IWatcher>(reference);
        await simulation.Grains.GetGrain<ITeller>("t").Tell(reference, 5);
        await simulation.Delay(TimeSpan.FromSeconds(1));
        observer.Seen.Count.ShouldBe(5);
    });

    [Fact]
    public void Startup_tasks_and_hosted_services_run_in_Orleans_order_and_stop_the_other_way()
    {
        var order = new List<string>();
        Simulation.Run(
            3,
            silo =>
            {
                silo.AddStartupTask(async (services, _) =>
                {
                    await services.GetRequiredService<IGrainFactory>().GetGrain<IAudit>("a").Note(1);
                    order.Add("startup task");
                });
                silo.Services.AddSingleton<IHostedService>(new Hosted(order));
            },
            _ =>
            {
                order.Add("body");
                return Task.CompletedTask;
            });

        order.ShouldBe(["startup task", "hosted service starts", "body", "hosted service stops"]);
    }

    [Fact]
    public void A_failure_in_OnActivateAsync_reaches_every_caller_and_the_next_call_tries_again() =>
        Simulation.Run(3, static _ => { }, static async simulation =>
    {
        var grain = simulation.Grains.GetGrain<IFragile>("f");
        await Should.ThrowAsync<InvalidOperationException>(grain.Touch());
        await Should.ThrowAsync<InvalidOperationException>(grain.Touch());
        simulation.Elapsed.ShouldBe(TimeSpan.Zero);
    });

    private sealed class Watcher : IWatcher
    {
        public List<int> Seen { get; } = [];

        public Task See(int number)
        {
            Seen.Add(number);
            return Task.CompletedTask;
        }
    }

    private sealed class Hosted(List<string> order) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Note("hosted service starts");

        public Task StopAsync(CancellationToken cancellationToken) => Note("hosted service stops");

        private Task Note(string entry)
        {
            order.Add(entry);
            return Task.CompletedTask;
        }
    }
}

public interface IPatient : IGrainWithStringKey
{
    Task Wait(CancellationToken cancellationToken);

    [Orleans.Concurrency.AlwaysInterleave]
    Task<int> Cancelled();
}

public sealed class Patient(TimeProvider time) : Grain, IPatient
{
    private int _cancelled;

    public async Task Wait(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(TimeSpan.FromMinutes(1), time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _cancelled++;
            throw;
        }
    }

    public Task<int> Cancelled() => Task.FromResult(_cancelled);
}

public interface IWorkshop : IGrainWithStringKey
{
    Task<string> RunPosted();
}

public sealed class Workshop(TimeProvider time, IGrainContextAccessor contexts) : Grain, IWorkshop
{
    public async Task<string> RunPosted()
    {
        var scheduler = TaskScheduler.Current;
        var done = new TaskCompletionSource<string>();
        GrainContext.Scheduler.QueueAction(async () =>
        {
            var text = $"posted in {contexts.GrainContext.GrainId}";
            await Task.Delay(TimeSpan.FromMilliseconds(1), time);
            text += $", awaited in {contexts.GrainContext.GrainId}";
            await Task.Factory.StartNew(() => text += $", started in {contexts.GrainContext.GrainId}", CancellationToken.None,
                TaskCreationOptions.None, scheduler);
            done.SetResult(text);
        });
        return await done.Task;
    }
}

public interface ICrowd : IGrainWithStringKey
{
    Task<int> Work();
}

[Orleans.Concurrency.StatelessWorker]
public sealed class Crowd(TimeProvider time) : Grain, ICrowd
{
    public async Task<int> Work()
    {
        await Task.Delay(TimeSpan.FromSeconds(1), time);
        return System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}

public interface IWatcher : IGrainObserver
{
    Task See(int number);
}

public interface ITeller : IGrainWithStringKey
{
    Task Tell(IWatcher watcher, int count);
}

public sealed class Teller : Grain, ITeller
{
    public Task Tell(IWatcher watcher, int count)
    {
        for (var i = 0; i < count; i++) watcher.See(i).Ignore();
        return Task.CompletedTask;
    }
}

public interface IFragile : IGrainWithStringKey
{
    Task Touch();
}

public sealed class Fragile : Grain, IFragile
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("fragile");

    public Task Touch() => Task.CompletedTask;
}
