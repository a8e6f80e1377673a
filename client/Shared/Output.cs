using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Genesis.Client;

/// <summary>How results are written.</summary>
internal static class Output
{
    // Tables for a pipe are not folded to the width of a terminal that is not there.
    private const int WidthWithoutTerminal = 240;

    // For eyes and for scripts: apostrophes and plus signs as they are.
    private static readonly JsonSerializerOptions Compact = new(PayloadJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    private static readonly Lazy<IAnsiConsole> Console = new(static () =>
    {
        var console = AnsiConsole.Console;
        if (System.Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthWithoutTerminal;
            console.Profile.Capabilities.Ansi = false;
        }
        return console;
    });

    /// <summary>One object in one line.</summary>
    public static void Json(object value) => System.Console.Out.WriteLine(value is JsonNode node ? node.ToJsonString(Compact) : JsonSerializer.Serialize(value, value.GetType(), Compact));

    public static JsonNode ToNode(object value) => JsonSerializer.SerializeToNode(value, value.GetType(), Compact)!;

    /// <summary>Data as they are read by people.</summary>
    public static string Readable(Payload data)
    {
        using var document = JsonDocument.Parse(data.Utf8);
        return JsonSerializer.Serialize(document.RootElement, Indented);
    }

    /// <summary>Data in one line.</summary>
    public static string InLine(Payload data)
    {
        using var document = JsonDocument.Parse(data.Utf8);
        return JsonSerializer.Serialize(document.RootElement, Compact);
    }

    public static void Line(string text = "") => System.Console.Out.WriteLine(text);

    /// <summary>A text without what would steer the terminal: names, reasons and messages come from others.</summary>
    public static string Clean(string text) => text.Any(IsSteering) ? string.Concat(text.Select(static letter => IsSteering(letter) ? ' ' : letter)) : text;

    /// <summary>Names and values below each other.</summary>
    public static void Pairs(params ReadOnlySpan<(string Name, string? Value)> pairs)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn(new TableColumn("").NoWrap()).AddColumn("");
        foreach (var (name, value) in pairs)
            if (!string.IsNullOrEmpty(value)) table.AddRow(Markup.Escape(name), Markup.Escape(Clean(value)));
        Console.Value.Write(table);
    }

    /// <summary>A table. Columns whose name begins with &gt; are set flush right.</summary>
    public static void Table(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns)
            table.AddColumn(Column(column));
        foreach (var row in rows) table.AddRow(Array.ConvertAll(row, static cell => Markup.Escape(Clean(cell))));
        Console.Value.Write(table);
    }

    private static bool IsSteering(char letter) => char.IsControl(letter) && letter != '\n';

    private static TableColumn Column(string name)
    {
        var right = name.StartsWith('>');
        var column = new TableColumn($"[bold]{Markup.Escape(right ? name[1..] : name)}[/]").PadRight(2);
        return right ? column.RightAligned().NoWrap() : column;
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Utc(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset at) => at.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Clock(DateTimeOffset at) => at.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
