using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Genesis.Doors;

/// <summary>Reads the query of a request; what cannot be read is collected, and nothing is guessed.</summary>
internal sealed class DoorQuery
{
    private readonly IQueryCollection _query;
    private readonly List<string> _errors = [];

    public DoorQuery(HttpContext context, params ReadOnlySpan<string> known)
    {
        _query = context.Request.Query;
        foreach (var name in _query.Keys)
            if (!known.Contains(name)) _errors.Add($"There is no parameter {(name.Length <= 50 ? name : name[..50] + "…")}. Known are {(known.IsEmpty ? "none" : string.Join(", ", known.ToArray()))}.");
    }

    /// <summary>What is wrong; null when nothing is.</summary>
    public Problem? Problem => _errors.Count == 0 ? null : new(400, "badQuery", "The query is not as it must be", _errors[0]) { Errors = _errors };

    public string? Text(string name) => _query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    public long? Number(string name, long least, long most)
    {
        if (Text(name) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        _errors.Add($"{name} is {(text.Length <= 50 ? text : text[..50] + "…")}, but it must be a whole number from {least} to {most}.");
        return null;
    }
}
