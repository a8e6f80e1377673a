using Genesis.Hosting;
using Microsoft.Extensions.Options;

namespace Genesis.Doors;

/// <summary>The rules of <see cref="TelemetryOptions"/>.</summary>
internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    private static readonly OtlpOptions Usual = new();

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        var rules = new SettingRules(TelemetryOptions.Section);
        var otlp = options.Otlp;
        rules.Require(Enum.IsDefined(options.Logs), nameof(options.Logs), options.Logs, "Text or Json", "Leave it out for Text.");
        rules.Require(Enum.IsDefined(otlp.Protocol), Path(nameof(otlp.Protocol)), otlp.Protocol, "Grpc or Http", "Leave it out for Grpc.");
        rules.Require(otlp.Endpoint is not { Length: > 0 } || Uri.TryCreate(otlp.Endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https",
            Path(nameof(otlp.Endpoint)), $"'{otlp.Endpoint}'", "the address of a collector", "Write it like http://localhost:4317, or leave it out to export nothing.");
        rules.Within(Path(nameof(otlp.Interval)), otlp.Interval, TimeSpan.FromSeconds(0.1), TimeSpan.FromHours(1), Usual.Interval);
        rules.Within(Path(nameof(otlp.TraceShare)), otlp.TraceShare, 0, 1, Usual.TraceShare);
        return rules.Result;

        static string Path(string name) => $"{nameof(TelemetryOptions.Otlp)}:{name}";
    }
}
