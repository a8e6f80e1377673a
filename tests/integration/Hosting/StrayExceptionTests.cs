namespace Genesis.Tests.Integration.Hosting;

/// <summary>What a component throws where nobody can catch it does not end the host; what anybody else throws there does, as always.</summary>
public sealed class StrayExceptionTests
{
    [Fact]
    public async Task A_component_that_throws_astray_is_survived_and_counted()
    {
        var (exitCode, output, error) = await StrayProcess.Start(StrayProcess.Component);
        exitCode.ShouldBe(0, error);
        output.Trim().ShouldBe("survived 3, Pong desde careless");
    }

    [Theory]
    [InlineData(StrayProcess.Host, "Not a component's.")]
    [InlineData(StrayProcess.NoRule, "In a")]
    public async Task Others_end_the_process_and_so_does_a_component_where_the_program_has_set_no_rule(string who, string message)
    {
        var (exitCode, _, error) = await StrayProcess.Start(who);
        exitCode.ShouldNotBe(0);
        error.ShouldContain(message);
    }
}
