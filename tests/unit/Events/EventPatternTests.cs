using Genesis.Events;

namespace Genesis.Tests.Unit.Events;

public sealed class EventPatternTests
{
    [Theory]
    [InlineData("trade", "trade", true)]
    [InlineData("trade", "trade.btc", false)]
    [InlineData("trade.*", "trade.btc", true)]
    [InlineData("trade.*", "trade.btc.spot", true)]
    [InlineData("trade.*", "trade", false)]
    [InlineData("trade.*", "trades.btc", false)]
    [InlineData("trade.*", "Trade.btc", false)]
    [InlineData("trade.btc.*", "trade.btc", false)]
    [InlineData("*", "trade.btc", true)]
    public void Patterns_choose_types(string pattern, string type, bool chosen)
    {
        EventPattern.Matches(pattern, type).ShouldBe(chosen);
        EventPattern.PatternsOf(type).Contains(pattern).ShouldBe(chosen);
    }

    [Fact]
    public void The_most_particular_pattern_comes_first() =>
        EventPattern.PatternsOf("a.b.c").ShouldBe(["a.b.c", "a.b.*", "a.*", "*"]);

    [Theory]
    [InlineData("*")]
    [InlineData("trade")]
    [InlineData("trade.*")]
    [InlineData("binance.btcusdt@trade.*")]
    [InlineData("execute_trade")]
    public void Good_patterns(string pattern) => EventPattern.ProblemOfPattern(pattern).ShouldBeNull();

    [Theory]
    [InlineData(null, "The pattern is empty")]
    [InlineData("", "The pattern is empty")]
    [InlineData(".*", "empty word")]
    [InlineData("**", "has a '*' where none may be")]
    [InlineData("trade*", "has a '*' where none may be")]
    [InlineData("*.btc", "has a '*' where none may be")]
    [InlineData("trade.*.*", "has a '*' where none may be")]
    [InlineData("trade..*", "empty word")]
    [InlineData("a..b", "empty word")]
    [InlineData(".a", "empty word")]
    [InlineData("a.", "empty word")]
    [InlineData("a b", "U+0020")]
    [InlineData("a\n", "U+000A")]
    public void Bad_patterns_are_explained(string? pattern, string problem) => EventPattern.ProblemOfPattern(pattern)!.ShouldContain(problem);

    [Fact]
    public void Types_have_no_star_and_an_end()
    {
        EventPattern.ProblemOfType("trade.*")!.ShouldContain("'*'");
        EventPattern.ProblemOfType(new string('a', EventPattern.MaxLength)).ShouldBeNull();
        EventPattern.ProblemOfType(new string('a', EventPattern.MaxLength + 1))!.ShouldContain("at most 200");
    }
}
