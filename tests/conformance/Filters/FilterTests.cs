namespace Genesis.Tests.Conformance.Filters;

public sealed class FilterTests(FilteringEngine engine) : IClassFixture<FilteringEngine>
{
    private readonly string _key = TestIds.Key();

    private IFilteredGrain Grain => engine.Grains.GetGrain<IFilteredGrain>(_key);

    private Journal Seen => Journal.For(_key);

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Filters_wrap_the_call_in_the_order_of_their_registration(EngineKind on) => on.Run(engine, async () =>
    {
        engine.Plan(_key, async (context, name) =>
        {
            Seen.Add($"before {name}");
            await context.Invoke();
            Seen.Add($"after {name}");
        });
        await Grain.Echo("hello");
        Seen.Entries.ShouldBe(
        [
            "before outgoing 1", "before outgoing 2", "before incoming 1", "before incoming 2", "echo hello",
            "after incoming 2", "after incoming 1", "after outgoing 2", "after outgoing 1",
        ]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Filters_see_calls_between_grains(EngineKind on) => on.Run(engine, async () =>
    {
        var other = TestIds.Key();
        engine.Plan(_key, async (context, name) =>
        {
            Seen.Add($"{name}: {context.SourceId?.Key}");
            await context.Invoke();
        });
        await engine.Grains.GetGrain<IFilteredGrain>(other).Relay(Grain, "hello");
        Seen.Entries.ShouldBe([$"outgoing 1: {other}", $"outgoing 2: {other}", $"incoming 1: {other}", $"incoming 2: {other}",
            "echo hello"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Filters_see_what_is_called(EngineKind on) => on.Run(engine, async () =>
    {
        engine.Plan(_key, async (context, name) =>
        {
            if (context is IIncomingGrainCallContext incoming)
            {
                incoming.Grain.ShouldBeOfType<FilteredGrain>();
                incoming.ImplementationMethod.DeclaringType.ShouldBe(typeof(FilteredGrain));
                incoming.TargetContext.GrainId.ShouldBe(context.TargetId);
            }
            context.InterfaceMethod.DeclaringType.ShouldBe(typeof(IFilteredGrain));
            context.MethodName.ShouldBe(nameof(IFilteredGrain.Echo));
            context.InterfaceName.ShouldContain(nameof(IFilteredGrain));
            context.Request.GetArgumentCount().ShouldBe(1);
            context.Request.GetArgument(0).ShouldBe("hello");
            context.TargetId.ShouldBe(Grain.GetGrainId());
            Seen.Add(name);
            await context.Invoke();
            context.Result.ShouldBe("hello");
        });
        await Grain.Echo("hello");
        Seen.Entries.Count.ShouldBe(5);
    });

    [Theory]
    [InlineData(EngineKind.Simulation, "incoming 1")]
    [InlineData(EngineKind.Orleans, "incoming 1")]
    [InlineData(EngineKind.Simulation, "incoming 2")]
    [InlineData(EngineKind.Orleans, "incoming 2")]
    [InlineData(EngineKind.Simulation, "outgoing 1")]
    [InlineData(EngineKind.Orleans, "outgoing 1")]
    [InlineData(EngineKind.Simulation, "outgoing 2")]
    [InlineData(EngineKind.Orleans, "outgoing 2")]
    public Task A_filter_may_change_arguments(EngineKind on, string where) => on.Run(engine, async () =>
    {
        engine.Plan(_key, async (context, name) =>
        {
            if (name == where) context.Request.SetArgument(0, "changed");
            await context.Invoke();
        });
        (await Grain.Echo("hello")).ShouldBe("changed");
    });

    [Theory]
    [InlineData(EngineKind.Simulation, "incoming 1")]
    [InlineData(EngineKind.Orleans, "incoming 1")]
    [InlineData(EngineKind.Simulation, "incoming 2")]
    [InlineData(EngineKind.Orleans, "incoming 2")]
    [InlineData(EngineKind.Simulation, "outgoing 1")]
    [InlineData(EngineKind.Orleans, "outgoing 1")]
    [InlineData(EngineKind.Simulation, "outgoing 2")]
    [InlineData(EngineKind.Orleans, "outgoing 2")]
    public Task A_filter_may_change_the_result(EngineKind on, string where) => on.Run(engine, async () =>
    {
        engine.Plan(_key, async (context, name) =>
        {
            await context.Invoke();
            if (name == where) context.Result = $"{context.Result}, changed";
        });
        (await Grain.Echo("hello")).ShouldBe("hello, changed");
    });

    [Theory]
    [InlineData(EngineKind.Simulation, "incoming 1")]
    [InlineData(EngineKind.Orleans, "incoming 1")]
    [InlineData(EngineKind.Simulation, "incoming 2")]
    [InlineData(EngineKind.Orleans, "incoming 2")]
    [InlineData(EngineKind.Simulation, "outgoing 1")]
    [InlineData(EngineKind.Orleans, "outgoing 1")]
    [InlineData(EngineKind.Simulation, "outgoing 2")]
    [InlineData(EngineKind.Orleans, "outgoing 2")]
    public Task A_filter_may_answer_without_the_grain(EngineKind on, string where) => on.Run(engine, async () =>
    {
        engine.Plan(_key, (context, name) =>
        {
            if (name != where) return context.Invoke();
            context.Result = "from the filter";
            return Task.CompletedTask;
        });
        (await Grain.Echo("hello")).ShouldBe("from the filter");
        Seen.Entries.ShouldBeEmpty();
    });

    [Theory]
    [InlineData(EngineKind.Simulation, "incoming 1")]
    [InlineData(EngineKind.Orleans, "incoming 1")]
    [InlineData(EngineKind.Simulation, "incoming 2")]
    [InlineData(EngineKind.Orleans, "incoming 2")]
    [InlineData(EngineKind.Simulation, "outgoing 1")]
    [InlineData(EngineKind.Orleans, "outgoing 1")]
    [InlineData(EngineKind.Simulation, "outgoing 2")]
    [InlineData(EngineKind.Orleans, "outgoing 2")]
    public Task An_exception_of_a_filter_reaches_the_caller(EngineKind on, string where) => on.Run(engine, async () =>
    {
        engine.Plan(_key, (context, name) => name == where ? throw new UnauthorizedAccessException("Not you.") : context.Invoke());
        (await Should.ThrowAsync<UnauthorizedAccessException>(() => Grain.Echo("hello"))).Message.ShouldBe("Not you.");
        Seen.Entries.ShouldBeEmpty();
    });

    [Theory]
    [InlineData(EngineKind.Simulation, "incoming 1")]
    [InlineData(EngineKind.Orleans, "incoming 1")]
    [InlineData(EngineKind.Simulation, "incoming 2")]
    [InlineData(EngineKind.Orleans, "incoming 2")]
    [InlineData(EngineKind.Simulation, "outgoing 1")]
    [InlineData(EngineKind.Orleans, "outgoing 1")]
    [InlineData(EngineKind.Simulation, "outgoing 2")]
    [InlineData(EngineKind.Orleans, "outgoing 2")]
    public Task A_filter_sees_the_grains_exception_and_may_replace_it_by_a_result(EngineKind on, string where) => on.Run(engine, async () =>
    {
        engine.Plan(_key, async (context, name) =>
        {
            try
            {
                await context.Invoke();
            }
            catch (InvalidOperationException exception) when (name == where)
            {
                context.Result = $"saved from: {exception.Message}";
            }
        });
        (await Grain.Echo("fail")).ShouldBe("saved from: It fails.");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_filter_may_replace_the_exception(EngineKind on) => on.Run(engine, async () =>
    {
        engine.Plan(_key, async (context, name) =>
        {
            try
            {
                await context.Invoke();
            }
            catch (InvalidOperationException) when (name == "incoming 1")
            {
                throw new NotSupportedException("Replaced.");
            }
        });
        await Should.ThrowAsync<NotSupportedException>(() => Grain.Echo("fail"));
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task An_exception_that_an_incoming_filter_swallows_without_a_result_still_reaches_the_caller(EngineKind on) =>
        on.Run(engine, async () =>
    {
        engine.Plan(_key, async (context, name) =>
        {
            try
            {
                await context.Invoke();
            }
            catch (InvalidOperationException) when (name == "incoming 1")
            {
            }
        });
        await Should.ThrowAsync<InvalidOperationException>(() => Grain.Echo("fail"));
    });

    [Theory]
    [InlineData(EngineKind.Simulation, "incoming 1")]
    [InlineData(EngineKind.Orleans, "incoming 1")]
    [InlineData(EngineKind.Simulation, "incoming 2")]
    [InlineData(EngineKind.Orleans, "incoming 2")]
    [InlineData(EngineKind.Simulation, "outgoing 1")]
    [InlineData(EngineKind.Orleans, "outgoing 1")]
    [InlineData(EngineKind.Simulation, "outgoing 2")]
    [InlineData(EngineKind.Orleans, "outgoing 2")]
    public Task A_filter_that_neither_goes_on_nor_answers_is_an_error(EngineKind on, string where) => on.Run(engine, async () =>
    {
        engine.Plan(_key, (context, name) => name == where ? Task.CompletedTask : context.Invoke());
        (await Should.ThrowAsync<InvalidOperationException>(() => Grain.Echo("hello"))).Message.ShouldContain("filter");
    });

    [Theory]
    [InlineData(EngineKind.Simulation, "incoming 1")]
    [InlineData(EngineKind.Orleans, "incoming 1")]
    [InlineData(EngineKind.Simulation, "incoming 2")]
    [InlineData(EngineKind.Orleans, "incoming 2")]
    [InlineData(EngineKind.Simulation, "outgoing 1")]
    [InlineData(EngineKind.Orleans, "outgoing 1")]
    [InlineData(EngineKind.Simulation, "outgoing 2")]
    [InlineData(EngineKind.Orleans, "outgoing 2")]
    public Task A_filter_may_try_again(EngineKind on, string where) => on.Run(engine, async () =>
    {
        engine.Plan(_key, async (context, name) =>
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await context.Invoke();
                    return;
                }
                catch (InvalidOperationException) when (name == where && attempt < 4)
                {
                }
            }
        });
        (await Grain.FailSometimes(3)).ShouldBe(4);
    });

    [Theory]
    [InlineData(EngineKind.Simulation, "incoming 1")]
    [InlineData(EngineKind.Orleans, "incoming 1")]
    [InlineData(EngineKind.Simulation, "outgoing 1")]
    [InlineData(EngineKind.Orleans, "outgoing 1")]
    public Task What_a_filter_sets_in_the_request_context_goes_down_with_the_call(EngineKind on, string where) => on.Run(engine, async () =>
    {
        engine.Plan(_key, async (context, name) =>
        {
            if (name == where) RequestContext.Set("filter", "set by the filter");
            await context.Invoke();
        });
        (await Grain.SeeContext()).ShouldBe("set by the filter");
        RequestContext.Get("filter").ShouldBeNull();
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Methods_without_a_result_pass_filters_too(EngineKind on) => on.Run(engine, async () =>
    {
        engine.Plan(_key, async (context, name) =>
        {
            await context.Invoke();
            Seen.Add(name);
        });
        await Grain.DoNothing();
        Seen.Entries.Count.ShouldBe(4);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_grain_may_filter_its_own_calls_after_the_others(EngineKind on) => on.Run(engine, async () =>
    {
        engine.Plan(_key, async (context, name) =>
        {
            Seen.Add(name);
            await context.Invoke();
        });
        (await engine.Grains.GetGrain<ISelfFilteringGrain>(_key).Echo("done")).ShouldBe("done by itself");
        Seen.Entries.ShouldBe(["outgoing 1", "outgoing 2", "incoming 1", "incoming 2", "grain's own", "method"]);
    });
}
