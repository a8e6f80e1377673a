using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges.Connections;

public sealed class LivenessTests
{
    private static readonly LivenessRules Rules =
        new(Silence: TimeSpan.FromSeconds(30), PingEvery: TimeSpan.FromSeconds(5), PongWithin: TimeSpan.FromSeconds(4), "ping"u8.ToArray());

    private static Pulse Judge(double sinceFrame, double sinceData = 0, double? sinceQuestion = null, LivenessRules? rules = null) =>
        Liveness.Judge(rules ?? Rules, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(sinceFrame), TimeSpan.FromSeconds(sinceData),
            sinceQuestion is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    [Fact]
    public void A_socket_that_speaks_is_fine() => Judge(1).ShouldBe(Pulse.Fine);

    [Fact]
    public void A_quiet_one_is_asked_once()
    {
        Judge(5).ShouldBe(Pulse.Ask);
        Judge(6, sinceQuestion: 1).ShouldBe(Pulse.Fine);
    }

    [Fact]
    public void One_that_gives_no_answer_is_dead() => Judge(9, sinceQuestion: 4).ShouldBe(Pulse.Silent);

    [Fact]
    public void Any_frame_is_an_answer_and_the_next_silence_is_asked_about_again()
    {
        Judge(2, sinceQuestion: 7).ShouldBe(Pulse.Fine);
        Judge(5, sinceQuestion: 12).ShouldBe(Pulse.Ask);
    }

    [Fact]
    public void Where_the_venue_has_no_ping_silence_alone_counts()
    {
        var quiet = Rules with { PingEvery = null, Ping = default };
        Judge(29, rules: quiet).ShouldBe(Pulse.Fine);
        Judge(30, rules: quiet).ShouldBe(Pulse.Silent);
    }

    [Fact]
    public void One_that_answers_but_brings_no_data_is_dead_too() => Judge(0.1, sinceData: 60).ShouldBe(Pulse.NoData);
}
