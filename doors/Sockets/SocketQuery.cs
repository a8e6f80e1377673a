using System.Globalization;
using Genesis.Events;
using Microsoft.AspNetCore.Http;

namespace Genesis.Doors.Sockets;

/// <summary>What a client asks for when it connects.</summary>
/// <param name="Component">The component that it stands for.</param>
/// <param name="Session">The session that it wants to go on with; "new" for a new one, null for none.</param>
/// <param name="After">Number of the last event that it got.</param>
/// <param name="Types">Types and patterns that it subscribes to.</param>
/// <param name="Broadcasts">Whether it wants all external events.</param>
internal sealed record SocketQuery(string Component, string? Session, long? After, IReadOnlyList<string> Types, bool Broadcasts)
{
    private const string New = "new";
    private const int MaxName = 200;

    /// <summary>Whether it wants a session that nobody has had before.</summary>
    public bool IsNewSession => Session == New;

    /// <summary>Reads it.</summary>
    /// <param name="query">The query of the request.</param>
    /// <param name="problem">What is wrong with it, but for the component.</param>
    public static SocketQuery Read(IQueryCollection query, out string? problem)
    {
        problem = null;
        var component = query["id"].ToString();
        var session = query["session"].ToString() is { Length: > 0 } named ? named : null;
        if (session?.Length > MaxName) problem = $"The session has {session.Length} characters; it must be one that this door gave.";
        long? after = null;
        if (query["seq"].ToString() is { Length: > 0 } text)
        {
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) after = number;
            else problem ??= "The parameter seq must be the number of the last event that came, from 0.";
        }
        string[] types = [.. query["types"].SelectMany(static one => (one ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        problem ??= types.Select(EventPattern.ProblemOfPattern).FirstOrDefault(static wrong => wrong is not null);
        var broadcasts = query["broadcasts"].ToString();
        if (broadcasts is not ("" or "true" or "false")) problem ??= "The parameter broadcasts must be true or false.";
        return new(component, session, after, types, broadcasts != "false");
    }
}
