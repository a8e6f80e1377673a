using Genesis.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Genesis.Tests.Unit.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void Defaults_keep_the_rules()
    {
        new ComponentLimitsValidator(TimeSpan.FromSeconds(30)).Validate(null, new()).Succeeded.ShouldBeTrue();
        new CheckpointOptionsValidator().Validate(null, new()).Succeeded.ShouldBeTrue();
        new StorageOptionsValidator().Validate(null, new()).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void An_ask_that_the_engine_would_cut_short_is_refused() =>
        new ComponentLimitsValidator(TimeSpan.FromSeconds(30)).Validate(null, new() { LongestAsk = TimeSpan.FromSeconds(31) }).Failures.ShouldBe(
            ["Genesis:Limits:LongestAsk is 00:00:31, but it must be no longer than Orleans' response timeout, which is 00:00:30. Shorten it, or set a longer ResponseTimeout in SiloMessagingOptions."]);

    [Theory]
    [InlineData("Kind", "Postgres", "Genesis:Storage:ConnectionString is empty, but it must be a connection string for Npgsql when Kind is Postgres. Write it like Host=localhost;Database=genesis;Username=…;Password=….")]
    [InlineData("Kind", "Oracle", "Genesis:Storage:Kind is 'Oracle', but it must be one of Sqlite, Postgres, Memory. Write it like Sqlite, or leave it out for the default.")]
    [InlineData("Folder", " ", "Genesis:Storage:Folder is empty, but it must be the path of a folder. Leave it out for data.")]
    [InlineData("Foldr", "x", "Genesis:Storage:Foldr is 'x', but there is no setting of that name. Did you mean Folder?")]
    public void A_store_that_cannot_be_is_refused(string name, string value, string finding)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Genesis:Storage:" + name, value)]).Build();
        Should.Throw<OptionsValidationException>(() => SiloStorage.Read(configuration, null)).Failures.ShouldBe([finding]);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=db;Colour=red")]
    [InlineData("Host=db;Port=many")]
    [InlineData("Database=genesis")]
    public void A_connection_string_that_cannot_be_read_is_refused_and_not_shown(string text)
    {
        var options = new StorageOptions { Kind = StorageKind.Postgres, ConnectionString = text + ";Password=secret" };
        var finding = new StorageOptionsValidator().Validate(null, options).Failures.ShouldHaveSingleItem();
        finding.ShouldStartWith("Genesis:Storage:ConnectionString is not what Npgsql can read");
        finding.ShouldNotContain("secret");
    }

    [Fact]
    public void Code_wins_over_the_configuration_where_the_store_is_concerned()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Genesis:Storage:Kind", "Memory"), new("Genesis:Storage:Schema", "other")]).Build();
        SiloStorage.Read(configuration, null).Kind.ShouldBe(StorageKind.Memory);
        var options = SiloStorage.Read(configuration, static options => options.Kind = StorageKind.Sqlite);
        options.Kind.ShouldBe(StorageKind.Sqlite);
        options.Schema.ShouldBe("other");
    }
}
