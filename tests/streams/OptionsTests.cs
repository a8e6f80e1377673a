namespace Genesis.Tests.Streams;

/// <summary>The rules of the options.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void Defaults_are_valid() =>
        new GenesisStreamOptionsValidator().Validate("events", new GenesisStreamOptions()).Succeeded.ShouldBeTrue();

    [Fact]
    public void A_message_names_the_setting_its_value_and_the_rule()
    {
        var failures = new GenesisStreamOptionsValidator().Validate("events", new GenesisStreamOptions
        {
            QueueCount = 0,
            RoomPerStream = 100,
            MaxQueuedPerStream = 50
        }).Failures;

        failures.ShouldBe([
            "Streams events: QueueCount is 0. It must be between 1 and 4096.",
            "Streams events: MaxQueuedPerStream is 50 and RoomPerStream is 100. The first must not be less than the second: raise it.",
        ]);
    }
}
