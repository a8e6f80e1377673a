namespace Genesis.Hosting;

/// <summary>The policy of a request type as the configuration declares it; what is left out stays as it is.</summary>
internal sealed class DeclaredRequestPolicy
{
    public RequestClass? Class { get; set; }

    public TimeSpan? Timeout { get; set; }

    public bool? Idempotent { get; set; }

    public bool? Critical { get; set; }

    public bool? Background { get; set; }

    public bool? Admin { get; set; }

    /// <summary>This policy over another.</summary>
    public RequestPolicy Over(RequestPolicy policy) => policy with
    {
        Class = Class ?? policy.Class,
        Timeout = Timeout ?? policy.Timeout,
        Idempotent = Idempotent ?? policy.Idempotent,
        Critical = Critical ?? policy.Critical,
        Background = Background ?? policy.Background,
        Admin = Admin ?? policy.Admin,
    };
}
