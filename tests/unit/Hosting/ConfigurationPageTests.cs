using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using Genesis.Doors;
using Genesis.Events;
using Genesis.Hosting;
using Genesis.Monitoring;
using Genesis.Resilience;
using Genesis.Supervision;
using Genesis.Trading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Genesis.Tests.Unit.Hosting;

/// <summary>docs/configuration.md has every setting with its default, and each value beside its range is refused with path, value and rule.</summary>
public sealed partial class ConfigurationPageTests
{
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(30);
    private static readonly IReadOnlyDictionary<string, Setting> Page = ReadPage();

    // Section, class, and what is wrong with the settings of a configuration.
    private static readonly (string Section, Type Type, Func<IConfigurationSection, IEnumerable<string>> Findings)[] Sections =
    [
        Of(ResilienceOptions.Section, new ResilienceOptionsValidator(ResponseTimeout)),
        Of(ComponentLimits.Section, new ComponentLimitsValidator(ResponseTimeout)),
        Of(CheckpointOptions.Section, new CheckpointOptionsValidator()),
        Of(SupervisionOptions.Section, new SupervisionOptionsValidator()),
        Of(ModeOptions.Section, new ModeOptionsValidator()),
        Of(EventOptions.Section, new EventOptionsValidator()),
        Of(StorageOptions.Section, new StorageOptionsValidator()),
        Of(DoorOptions.Section, new DoorOptionsValidator()),
        Of(TelemetryOptions.Section, new TelemetryOptionsValidator()),
        Of(TradingOptions.Section, new TradingOptionsValidator([]), new OrderOptionsValidator()),
        (SiloSettings.Section, typeof(SiloSettings), static _ => []),
    ];

    public static TheoryData<string> Paths => [.. Page.Keys];

    [Fact]
    public void The_page_has_every_setting_and_no_other()
    {
        var settings = Sections.SelectMany(section => Leaves(section.Type, section.Section, Activator.CreateInstance(section.Type)!)).ToDictionary();
        Page.Keys.Order().ShouldBe(settings.Keys.Order());
        foreach (var (path, value) in settings)
        {
            var (page, type) = (Page[path].Default, value?.GetType() ?? typeof(string));
            if (page == "none") (value is null or "").ShouldBeTrue(path);
            else TypeDescriptor.GetConverter(type).ConvertFromInvariantString(page).ShouldBe(value, path);
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void What_is_beside_the_range_is_refused_with_path_value_and_rule(string path)
    {
        var (_, _, findings) = Sections.First(section => path.StartsWith(section.Section + ":", StringComparison.Ordinal));
        foreach (var bad in Beside(Page[path]))
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(path, bad)]).Build();
            var found = path.Split(':').Length == 2 ? Silo(configuration) : findings(configuration.GetSection(string.Join(':', path.Split(':')[..2])));
            found.ShouldContain(finding => finding.StartsWith($"{path} is ", StringComparison.Ordinal) && finding.Contains(", but it must be ", StringComparison.Ordinal), $"{path}={bad}");
        }
    }

    private static IEnumerable<string> Silo(IConfiguration configuration)
    {
        try
        {
            SiloSettings.Read(configuration);
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }

    /// <summary>A value below the range, one above it, and one that is nothing of the kind.</summary>
    private static IEnumerable<string> Beside(Setting setting)
    {
        if (Bounds().Match(setting.Range) is not { Success: true } bounds) return setting.Range.Contains(", false", StringComparison.Ordinal) ? ["perhaps"] : [];
        var (least, most) = (bounds.Groups[1].Value, bounds.Groups[2].Value);
        if (least.Contains(':', StringComparison.Ordinal))
            return [(TimeSpan.Parse(least, null) - TimeSpan.FromTicks(1)).ToString(), (TimeSpan.Parse(most, null) + TimeSpan.FromTicks(1)).ToString(), "soon"];
        var step = setting.Default.Contains('.', StringComparison.Ordinal) || least.Contains('.', StringComparison.Ordinal) ? 0.00001m : 1;
        return [Text(decimal.Parse(least, CultureInfo.InvariantCulture) - step), Text(decimal.Parse(most, CultureInfo.InvariantCulture) + step), "NaN", "many"];

        static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
    }

    private static (string, Type, Func<IConfigurationSection, IEnumerable<string>>) Of<TOptions>(string section, params IValidateOptions<TOptions>[] validators)
        where TOptions : class, new() => (section, typeof(TOptions), configuration =>
        {
            if (SettingsCheck.Of(configuration, typeof(TOptions)) is { Count: > 0 } findings) return findings;
            var options = new TOptions();
            configuration.Bind(options);
            return validators.SelectMany(validator => validator.Validate(null, options).Failures ?? []);
        }
    );

    private static IEnumerable<KeyValuePair<string, object?>> Leaves(Type type, string path, object options)
    {
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            var value = property.GetValue(options);
            if (property.PropertyType.Namespace!.StartsWith("Genesis", StringComparison.Ordinal) && property.PropertyType.IsClass)
                foreach (var leaf in Leaves(property.PropertyType, $"{path}:{property.Name}", value!)) yield return leaf;
            else yield return new($"{path}:{property.Name}", value);
        }
    }

    private static Dictionary<string, Setting> ReadPage()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Genesis.Orleans.sln"))) folder = Path.GetDirectoryName(folder)!;
        return File.ReadLines(Path.Combine(folder, "docs", "configuration.md")).Select(line => Row().Match(line)).Where(match => match.Success)
            .ToDictionary(match => match.Groups[1].Value, match => new Setting(match.Groups[2].Value.Trim('`'), match.Groups[3].Value));
    }

    [GeneratedRegex("^\\| `(Genesis:[A-Za-z:]+)` \\| ([^|]*) \\| ([^|]*) \\| ")]
    private static partial Regex Row();

    [GeneratedRegex("^([0-9.:]+) to ([0-9.:]+)$")]
    private static partial Regex Bounds();

    private sealed record Setting(string Default, string Range);
}
