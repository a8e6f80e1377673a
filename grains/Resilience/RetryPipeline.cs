using Polly;
using Polly.Retry;

namespace Genesis.Resilience;

/// <summary>
/// The second and later attempts of asks, as a Polly pipeline: made once for a process, used by every ask whose first attempt failed.
/// The first attempt is made outside and its result handed in, so that an ask that succeeds never comes here.
/// </summary>
/// <param name="options">Read before every retry: changes count at once.</param>
/// <param name="clock">The clock of the deadlines.</param>
/// <param name="time">What waits are made of.</param>
/// <param name="random">Numbers from 0 to 1, from any thread.</param>
/// <param name="transient">Whether a result is a failure that may pass.</param>
internal sealed class RetryPipeline<T>(Func<RetryOptions> options, MonotonicClock clock, TimeProvider time, Func<double> random, Func<T, bool> transient)
{
    private static readonly ResiliencePropertyKey<Run> RunKey = new("genesis.retry");

    private readonly Func<RetryOptions> _options = options;
    private readonly MonotonicClock _clock = clock;
    private readonly Func<double> _random = random;
    private readonly Func<T, bool> _transient = transient;
    private readonly ResiliencePipeline<T> _pipeline = new ResiliencePipelineBuilder<T> { Name = "genesis.ask", TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<T>
        {
            // The schedule decides when it is enough: only it knows the deadline and the budget.
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is null && RunOf(arguments.Context).MayRetry()),
            DelayGenerator = static arguments => ValueTask.FromResult<TimeSpan?>(RunOf(arguments.Context).Delay),
            Randomizer = random,
        })
        .Build();

    /// <summary>Tries again after a first attempt that failed in a way that may pass, until an attempt settles it or there may be no further one.</summary>
    /// <param name="first">The result of the first attempt.</param>
    /// <param name="attempt">Makes attempt number n (2 or more). Failures are results; an exception ends it all and is thrown on.</param>
    /// <param name="state">Handed to <paramref name="attempt"/>.</param>
    /// <param name="budget">The budget that retries are taken from.</param>
    /// <param name="deadline">The ask's deadline on the clock.</param>
    /// <param name="cancellationToken">The caller's; a wait that it ends gives the result of the last attempt.</param>
    public async ValueTask<RetryResult<T>> Execute<TState>(
        T first, Func<TState, int, CancellationToken, ValueTask<T>> attempt, TState state, RetryBudget budget, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellationToken);
        try
        {
            var run = new Run<TState>(this, budget, deadline, first, attempt, state);
            context.Properties.Set(RunKey, run);
            var outcome = await _pipeline.ExecuteOutcomeAsync(static (context, run) => run.Go(context.CancellationToken), context, run);
            if (outcome.Exception is OperationCanceledException && cancellationToken.IsCancellationRequested) return new(run.Last, run.Attempts, RetryStop.Cancelled);
            outcome.ThrowIfException();
            return new(run.Last, run.Attempts, run.Stop);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static Run RunOf(ResilienceContext context) => context.Properties.GetValue(RunKey, null!);

    /// <summary>One ask in its retries.</summary>
    private class Run(RetryPipeline<T> owner, RetryBudget budget, TimeSpan deadline, T first)
    {
        public T Last { get; protected set; } = first;

        public int Attempts { get; protected set; }

        public TimeSpan Delay { get; private set; }

        public RetryStop Stop { get; private set; }

        public bool MayRetry()
        {
            if (!owner._transient(Last))
            {
                Stop = RetryStop.Settled;
                return false;
            }
            var now = owner._clock.Now;
            (Stop, Delay) = RetrySchedule.Next(owner._options(), Attempts, now, deadline, owner._random());
            // Taken last, so that nothing is taken for a retry that is not made.
            if (Stop == RetryStop.None && !budget.TryTake(now)) Stop = RetryStop.Budget;
            return Stop == RetryStop.None;
        }
    }

    private sealed class Run<TState>(
        RetryPipeline<T> owner, RetryBudget budget, TimeSpan deadline, T first, Func<TState, int, CancellationToken, ValueTask<T>> attempt, TState state)
        : Run(owner, budget, deadline, first)
    {
        /// <summary>What Polly runs and runs again: at first the result that is there already.</summary>
        public async ValueTask<Outcome<T>> Go(CancellationToken cancellationToken)
        {
            Attempts++;
            if (Attempts > 1) Last = await attempt(state, Attempts, cancellationToken);
            return Polly.Outcome.FromResult(Last);
        }
    }
}
