using Genesis.Events;

namespace Genesis.Doors.Sockets;

/// <summary>What the door knows of an event type: it is worked out once.</summary>
internal sealed class EventType(string name, EventPolicies policies)
{
    public string Name => name;

    /// <summary>Whether of several events of one key only the latest counts.</summary>
    public bool Conflates { get; } = policies.Of(name).Overflow == OverflowPolicy.Conflate;

    /// <summary>How a frame of this type begins.</summary>
    public byte[] Prefix { get; } = [.. "{\"type\":"u8, .. Json.Text(name), .. ",\"data\":"u8];
}
