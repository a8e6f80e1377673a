using System.Collections.Immutable;

namespace Genesis.Hosting;

/// <summary>Policies as the configuration declares them; what is left out stays as it is.</summary>
internal sealed class DeclaredPolicies
{
    public Dictionary<string, DeclaredRequestPolicy> Requests { get; } = new(StringComparer.Ordinal);

    public bool? Serial { get; set; }

    public bool? Blocking { get; set; }

    public int? MailboxCapacity { get; set; }

    public TimeSpan? HungAfter { get; set; }

    public double? Weight { get; set; }

    public SupervisionStrategy? Supervision { get; set; }

    public List<string> DependsOn { get; } = [];

    /// <summary>These policies over others.</summary>
    public ComponentPolicies Over(ComponentPolicies policies) => policies with
    {
        Requests = Requests.Aggregate(policies.Requests, static (all, one) => all.SetItem(one.Key, one.Value.Over(all.GetValueOrDefault(one.Key) ?? new()))),
        Serial = Serial ?? policies.Serial,
        Blocking = Blocking ?? policies.Blocking,
        MailboxCapacity = MailboxCapacity ?? policies.MailboxCapacity,
        HungAfter = HungAfter ?? policies.HungAfter,
        Weight = Weight ?? policies.Weight,
        Supervision = Supervision ?? policies.Supervision,
        DependsOn = DependsOn.Count > 0 ? [.. DependsOn] : policies.DependsOn,
    };
}
