using Genesis.Embedded.Calls;

namespace Genesis.Embedded.Gateway;

/// <summary>Names this client for as long as it lives, so that its observers can be found again after it has reconnected.</summary>
internal sealed class ClientIdentity
{
    public string Id { get; } = ChainIds.Next().ToString("N");
}
