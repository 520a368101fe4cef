using Portal.Data.Platforms;

namespace Portal.Data.Reviews.Remediations;

/// <summary>
/// Says whether some documents provably allow less than others did: a reduce is believed only then. Both are put side by side as if one
/// identity held them and nothing else, and the platform's engine says what each adds to the other.
/// </summary>
public static class NarrowerAccess
{
    /// <summary>True when the documents after add nothing, those before do, and nothing about either is unknown.</summary>
    /// <param name="engine">The platform's engine.</param>
    /// <param name="identity">Whose; its own policies and limits are left out.</param>
    /// <param name="entitlement">What brings the documents.</param>
    /// <param name="before">What it brought; null for a document that is unknown.</param>
    /// <param name="after">What it brings now.</param>
    public static bool IsNarrower(
        IPermissionEngine engine, Holding identity, EntitlementRef entitlement, IEnumerable<PolicyText?> before, IEnumerable<PolicyText?> after)
    {
        var now = entitlement with { Key = entitlement.Key + " now" };
        var both = identity with
        {
            Policies =
            [
                .. before.Select(d => new HeldPolicy(entitlement, entitlement.Name, d)),
                .. after.Select(d => new HeldPolicy(now, entitlement.Name, d)),
            ],
            Limits = [],
            ResourcePolicies = [],
        };
        // A deny counts as unknown too: beside each other it would take from both.
        var adds = engine.Contributions(both).ToDictionary(c => c.Entitlement);
        return adds.Values.All(c => c.NotModelled.Count == 0)
            && adds.TryGetValue(entitlement, out var lost) && lost.Lost.Count > 0
            && adds.TryGetValue(now, out var added) && added.Lost.Count == 0;
    }
}
