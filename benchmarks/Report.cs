using System.Globalization;
using Spectre.Console;

namespace Genesis.Benchmarks;

/// <summary>Collects figures and prints them twice: a table for people, then one "name value unit" line each for scripts.</summary>
internal sealed class Report
{
    private readonly List<(string Name, double Value, string Unit, string Note)> _figures = [];

    public void Add(string name, double value, string unit, string note = "")
    {
        _figures.Add((name, value, unit, note));
        Console.Error.WriteLine($"  {name} {Format(value)} {unit} {note}");
    }

    public double this[string name] => _figures.Single(figure => figure.Name == name).Value;

    public void Print()
    {
        var table = new Table().AddColumn("figure").AddColumn(new TableColumn("value").RightAligned()).AddColumn("unit").AddColumn("note");
        foreach (var figure in _figures) table.AddRow(figure.Name, Format(figure.Value), figure.Unit, figure.Note);
        AnsiConsole.Write(table);
        foreach (var figure in _figures) Console.WriteLine($"{figure.Name} {Format(figure.Value)} {figure.Unit}");
    }

    private static string Format(double value) => value switch
    {
        >= 1000 => value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.ToString("F3", CultureInfo.InvariantCulture),
    };
}
