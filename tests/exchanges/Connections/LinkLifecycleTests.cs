using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges.Connections;

public sealed class LinkLifecycleTests
{
    [Fact]
    public void A_dying_socket_never_revives_a_closing_link()
    {
        var life = new LinkLifecycle();
        life.TryMove(LinkState.Connecting).ShouldBeTrue();
        life.TryMove(LinkState.Subscribing).ShouldBeTrue();
        life.TryMove(LinkState.Closing).ShouldBeTrue();
        foreach (var state in Enum.GetValues<LinkState>().Where(state => state != LinkState.Closed))
            life.TryMove(state).ShouldBeFalse();
        life.TryMove(LinkState.Closed).ShouldBeTrue();
        Enum.GetValues<LinkState>().ShouldAllBe(state => !life.TryMove(state));
    }

    [Fact]
    public async Task Whoever_comes_first_closing_wins()
    {
        for (var round = 0; round < 500; round++)
        {
            var life = new LinkLifecycle();
            life.TryMove(LinkState.Connecting);
            life.TryMove(LinkState.Subscribing);
            using var start = new ManualResetEventSlim();
            var dying = Task.Run(() =>
            {
                start.Wait();
                life.TryMove(LinkState.Connecting);
                life.TryMove(LinkState.Subscribing);
            });
            var closing = Task.Run(() =>
            {
                start.Wait();
                return life.TryMove(LinkState.Closing);
            });
            start.Set();
            await dying.InTime();
            (await closing.InTime()).ShouldBeTrue();
            life.State.ShouldBe(LinkState.Closing);
        }
    }
}
