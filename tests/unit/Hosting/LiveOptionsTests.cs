using Genesis.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Genesis.Tests.Unit.Hosting;

/// <summary>Settings follow the configuration; a bad change is refused and said.</summary>
public sealed class LiveOptionsTests : IDisposable
{
    private readonly ListLog _log = new();
    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
    private readonly ServiceProvider _services;

    public LiveOptionsTests()
    {
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(_log));
        services.AddSection<CheckpointOptions>(_configuration, CheckpointOptions.Section, static _ => new CheckpointOptionsValidator());
        _services = services.BuildServiceProvider();
    }

    private IOptionsMonitor<CheckpointOptions> Settings => _services.GetRequiredService<IOptionsMonitor<CheckpointOptions>>();

    [Fact]
    public void A_change_takes_effect_and_is_told()
    {
        Settings.CurrentValue.Interval.ShouldBe(TimeSpan.FromMilliseconds(150));
        List<TimeSpan> told = [];
        using (Settings.OnChange(changed => told.Add(changed.Interval))) Set("00:00:01");
        Set("00:00:02");
        Settings.CurrentValue.Interval.ShouldBe(TimeSpan.FromSeconds(2));
        told.ShouldBe([TimeSpan.FromSeconds(1)]);
        _log.Lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("soon", "Genesis:Checkpoints:Interval is 'soon', but it must be a time. Write it like 00:00:02.5 (hours:minutes:seconds), or leave it out for the default.")]
    [InlineData("00:00:00", "Genesis:Checkpoints:Interval is 00:00:00, but it must be from 00:00:00.0010000 to 00:10:00. Leave it out for the default, 00:00:00.1500000.")]
    public void A_bad_change_is_refused_and_said_and_the_old_value_stays(string value, string finding)
    {
        Set("00:00:01");
        Settings.CurrentValue.Interval.ShouldBe(TimeSpan.FromSeconds(1));
        var told = 0;
        using var listening = Settings.OnChange(_ => told++);
        Set(value);
        Settings.CurrentValue.Interval.ShouldBe(TimeSpan.FromSeconds(1));
        told.ShouldBe(0);
        _log.Lines.ShouldBe([$"Error: A change of the settings was refused, and the ones before (CheckpointOptions) stay in force. {finding}"]);
        Set("00:00:03");
        Settings.CurrentValue.Interval.ShouldBe(TimeSpan.FromSeconds(3));
        told.ShouldBe(1);
    }

    [Fact]
    public void Bad_settings_at_start_are_thrown()
    {
        Set("soon");
        Should.Throw<OptionsValidationException>(() => Settings.CurrentValue);
        Should.Throw<OptionsValidationException>(() => _services.GetRequiredService<IStartupValidator>().Validate());
    }

    [Fact]
    public void One_who_cannot_take_a_change_over_does_not_keep_the_others_from_it()
    {
        _ = Settings.CurrentValue;
        using var first = Settings.OnChange(_ => throw new InvalidOperationException("no"));
        var told = 0;
        using var second = Settings.OnChange(_ => told++);
        Set("00:00:01");
        told.ShouldBe(1);
        _log.Lines.ShouldHaveSingleItem().ShouldStartWith("Error: Changed settings (CheckpointOptions) hold");
    }

    public void Dispose()
    {
        _services.Dispose();
        _log.Dispose();
    }

    private void Set(string interval)
    {
        _configuration["Genesis:Checkpoints:Interval"] = interval;
        _configuration.Reload();
    }

    private sealed class ListLog : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel}: {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}
