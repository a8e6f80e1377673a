using System.Text.Json;

namespace Genesis.Doors.Sockets;

/// <summary>The frames of the door itself.</summary>
internal static class Answers
{
    /// <summary>A message that was not taken.</summary>
    /// <param name="code">What kind of error, for programs.</param>
    /// <param name="message">What happened and what to do, for people.</param>
    /// <param name="id">The id of the message, as JSON; empty when it has none.</param>
    public static byte[] Error(string code, string message, ReadOnlySpan<byte> id) => Json.Frame((code, message, Id: id.ToArray()), static (writer, error) =>
    {
        writer.WriteString("op"u8, "error"u8);
        writer.WriteString("code"u8, error.code);
        writer.WriteString("message"u8, error.message);
        WriteId(writer, error.Id);
    });

    /// <summary>What a connection is subscribed to now.</summary>
    public static byte[] Subscriptions(string op, IEnumerable<string> patterns, ReadOnlySpan<byte> id) => Json.Frame((op, patterns, Id: id.ToArray()), static (writer, all) =>
    {
        writer.WriteString("op"u8, all.op);
        writer.WriteStartArray("types"u8);
        foreach (var pattern in all.patterns) writer.WriteStringValue(pattern);
        writer.WriteEndArray();
        WriteId(writer, all.Id);
    });

    /// <summary>The first frame of a connection that asked for a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="number">The last event before this connection: what comes has higher numbers.</param>
    /// <param name="resumed">Whether it is the session that was asked for.</param>
    public static byte[] Session(string session, long number, bool resumed) => Json.Frame((session, number, resumed), static (writer, hello) =>
    {
        writer.WriteString("op"u8, "session"u8);
        writer.WriteString("session"u8, hello.session);
        writer.WriteNumber("seq"u8, hello.number);
        writer.WriteBoolean("resumed"u8, hello.resumed);
    });

    /// <summary>Events that are lost.</summary>
    /// <param name="from">Number of the first; null when the session itself is gone.</param>
    /// <param name="to">Number of the last.</param>
    /// <param name="reason">Why.</param>
    public static byte[] Gap(long? from, long? to, string reason) => Json.Frame((from, to, reason), static (writer, gap) =>
    {
        writer.WriteString("op"u8, "gap"u8);
        if (gap.from is { } from) writer.WriteNumber("from"u8, from);
        if (gap.to is { } to) writer.WriteNumber("to"u8, to);
        writer.WriteString("reason"u8, gap.reason);
    });

    /// <summary>Events that the door itself has lost.</summary>
    /// <param name="lost">How many.</param>
    /// <param name="number">The place where they are missing.</param>
    public static byte[] Lost(long lost, long number) => Json.Frame((lost, number), static (writer, gap) =>
    {
        writer.WriteString("op"u8, "gap"u8);
        writer.WriteNumber("lost"u8, gap.lost);
        writer.WriteString("reason"u8, "More events came at once than the door could take.");
        writer.WriteNumber("seq"u8, gap.number);
    });

    /// <summary>The answer to a request.</summary>
    public static byte[] Reply(byte[] id, Payload result) => Json.Frame((id, result), static (writer, reply) =>
    {
        writer.WriteString("op"u8, "reply"u8);
        WriteId(writer, reply.id);
        writer.WriteBoolean("ok"u8, true);
        writer.WritePropertyName("result"u8);
        writer.WriteRawValue(reply.result.Utf8.Span, skipInputValidation: true);
    });

    /// <summary>Why a request has no answer.</summary>
    /// <param name="id">The id of the request, as JSON.</param>
    /// <param name="problem">The problem.</param>
    public static byte[] Problem(byte[] id, Problem problem) => Json.Frame((id, problem), static (writer, reply) =>
    {
        writer.WriteString("op"u8, "reply"u8);
        WriteId(writer, reply.id);
        writer.WriteBoolean("ok"u8, false);
        writer.WritePropertyName("problem"u8);
        reply.problem.WriteTo(writer);
    });

    private static void WriteId(Utf8JsonWriter writer, byte[] id)
    {
        if (id.Length == 0) return;
        writer.WritePropertyName("id"u8);
        writer.WriteRawValue(id, skipInputValidation: true);
    }
}
