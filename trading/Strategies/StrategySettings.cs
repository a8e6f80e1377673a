using System.Globalization;
using Genesis.Hosting;

namespace Genesis.Trading;

/// <summary>
/// The settings of one strategy, as it reads them in its constructor. What is wrong with them is collected, with path, value and rule, and refused at start;
/// names that the constructor has not read are, too.
/// </summary>
public sealed class StrategySettings
{
    private readonly IReadOnlyDictionary<string, string> _values;
    private readonly SettingRules _rules;
    private readonly List<string> _known = [];
    private readonly string _path;

    /// <summary>Settings from anywhere, such as a test.</summary>
    public StrategySettings(IReadOnlyDictionary<string, string> values)
        : this(values, "settings")
    {
    }

    internal StrategySettings(IReadOnlyDictionary<string, string> values, string path)
    {
        _values = new Dictionary<string, string>(values, StringComparer.OrdinalIgnoreCase);
        _path = path;
        _rules = new SettingRules(path);
    }

    /// <summary>What was found wrong so far, and the names that nothing has read.</summary>
    public IReadOnlyList<string> Problems => [.. _rules.Result.Failures ?? [], .. Unread()];

    /// <summary>A number within bounds.</summary>
    public decimal Number(string name, decimal usual, decimal least, decimal most) => Read(
        name, usual, text => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null,
        string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));

    /// <summary>How far back it looks: a number of ticks (<c>20</c>) or a time (<c>00:00:30</c>).</summary>
    public Window Window(string name, Window usual) => Read(name, usual, static text => Trading.Window.TryParse(text, out var window) ? window : null, Trading.Window.Rule);

    /// <summary>A rule over what was read.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="name">The setting that would have to change.</param>
    /// <param name="value">Its value.</param>
    /// <param name="rule">What it must be, after "it must be".</param>
    public void Require(bool holds, string name, object value, string rule) => _rules.Require(holds, name, value, rule, "Correct it, or leave it out for the default.");

    private T Read<T>(string name, T usual, Func<string, T?> parse, string rule)
        where T : struct
    {
        _known.Add(name);
        if (!_values.TryGetValue(name, out var text)) return usual;
        if (parse(text) is { } value) return value;
        _rules.Require(false, name, $"'{text}'", rule, string.Create(CultureInfo.InvariantCulture, $"Leave it out for the default, {usual}."));
        return usual;
    }

    private IEnumerable<string> Unread() => _values.Keys.Where(name => !_known.Contains(name, StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Select(name =>
        $"{_path}:{name} is '{_values[name]}', but there is no setting of that name. " + (Spelling.Nearest(name, _known) is { } near ? $"Did you mean {near}?" : $"Take it out, or use one of: {string.Join(", ", _known)}."));
}
