using Genesis.Monitoring;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Hosting;

/// <summary>Whatever a component throws, and wherever, stays with it: the host starts, the others work, the host stops.</summary>
public sealed class FaultyComponentTests
{
    public enum Place
    {
        Constructor,
        Start,
        Request,
        RequestLater,
        Event,
        Stop,
        Answer,
    }

    [Theory]
    [InlineData(Place.Constructor)]
    [InlineData(Place.Start)]
    [InlineData(Place.Request)]
    [InlineData(Place.RequestLater)]
    [InlineData(Place.Event)]
    [InlineData(Place.Stop)]
    [InlineData(Place.Answer)]
    public async Task The_host_and_the_others_go_on(Place place)
    {
        var host = await RuntimeHost.Start(genesis => genesis
            .AddComponent("faulty", subscriptions: ["thing"], make: (_, _) => new Faulty(place))
            .Add("well", static (_, request) => new(request.Data)),
            // One of two that fails is no emergency here.
            static silo => silo.Services.Configure<ModeOptions>(static mode => (mode.SafeAbove, mode.EmergencyAbove) = (0.99, 1)));
        await using (host)
        {
            for (var i = 0; i < 4; i++)
            {
                OutcomeKind[] expected = place switch
                {
                    Place.Constructor or Place.Start => [OutcomeKind.Unavailable],
                    // After the third it restarts, and is left alone for a moment or asked again at once.
                    Place.Request or Place.RequestLater or Place.Answer => [OutcomeKind.Failed, OutcomeKind.Unavailable, OutcomeKind.CircuitOpen],
                    _ => [OutcomeKind.Ok],
                };
                expected.ShouldContain((await host.Bus.Ask("faulty", "do")).Kind);
                await host.Bus.Tell("thing");
            }
            if (place is Place.Constructor or Place.Start)
                await host.UntilStatus("faulty", status => status.StateReason.Contains($"In {place}.", StringComparison.Ordinal));
            if (place == Place.Event) await host.UntilStatus("faulty", static status => status.LastFailure?.Contains("In Event.", StringComparison.Ordinal) == true);
            (await host.Bus.Ask("well", "echo", 5)).As<int>().ShouldBe(5);
        }
    }

    private sealed class Faulty : Component
    {
        private readonly Place _place;

        public Faulty(Place place)
        {
            _place = place;
            Throw(Place.Constructor);
        }

        protected internal override ValueTask OnStart()
        {
            Throw(Place.Start);
            return default;
        }

        protected internal override async ValueTask<object?> OnRequest(ComponentRequest request)
        {
            Throw(Place.Request);
            await Task.Yield();
            Throw(Place.RequestLater);
            return _place == Place.Answer ? new Unwritable() : true;
        }

        protected internal override ValueTask OnEvent(ComponentEvent happened)
        {
            Throw(Place.Event);
            return default;
        }

        protected internal override ValueTask OnStop()
        {
            Throw(Place.Stop);
            return default;
        }

        private void Throw(Place place)
        {
            if (place == _place) throw new InvalidOperationException($"In {place}.");
        }
    }

    /// <summary>Can be changed, so its JSON is made at once, which fails.</summary>
    private sealed class Unwritable
    {
        public int Set { get; set; }

        public int Value => throw new InvalidOperationException("In Answer.");
    }
}
