namespace Genesis.Exchanges;

/// <summary>Asks venues by REST. The seam between the connection's rules and HTTP.</summary>
public interface IRestTransport
{
    /// <summary>A GET. Throws when the venue cannot be reached.</summary>
    Task<RestReply> GetAsync(Uri url, CancellationToken cancellation);
}
