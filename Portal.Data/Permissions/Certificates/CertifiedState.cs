using Portal.Data.Inventory;
using Portal.Data.Inventory.Certificates;
using Portal.Data.Platforms;
using State = Portal.Data.Inventory.Certificates.Certification;

namespace Portal.Data.Permissions.Certificates;

/// <summary>
/// What was attested of one identity, and how what it holds now stands to that. The permission engine decides, over the limits of then and of
/// now: how documents are written makes no difference, and a limit that was loosened makes one.
/// </summary>
/// <param name="engine">Compares.</param>
/// <param name="now">What the identity holds now.</param>
/// <param name="certificates">What was last said about each thing that it held.</param>
/// <param name="then">What it held as of each time that certificates speak of.</param>
/// <param name="texts">The documents that were attested, by hash.</param>
internal sealed class CertifiedState(
    IPermissionEngine engine, HeldBy now, IReadOnlyList<Certificate> certificates, IReadOnlyDictionary<DateTimeOffset, HeldBy> then, IReadOnlyDictionary<string, PolicyText> texts)
{
    private const int MostSentences = 5;

    /// <summary>Whether a review ever said something about it.</summary>
    public bool IsKnown => certificates.Count > 0;

    /// <summary>How each entitlement stands.</summary>
    public IReadOnlyList<EntitlementStanding> Standings(DateTimeOffset at)
    {
        var byKey = certificates.ToDictionary(c => (c.Kind, c.Key));
        return [.. now.Entitlements.Select(e => byKey.GetValueOrDefault((e.Kind, e.Key)) is { } certificate ? Of(e, certificate, at) : Without(e))];
    }

    /// <summary>
    /// Whether <paramref name="after"/> allows something that <paramref name="before"/> did not, and that what was attested does not allow either.
    /// </summary>
    public bool IsGoneBeyond(Holding before, Holding after, DateTimeOffset at)
    {
        var good = certificates.Where(c => c.IsGood(at) && then.ContainsKey(c.AsOf)).ToList();
        HeldPolicy[] attested = [.. good.SelectMany(Policies)];
        if (before.Limits.SequenceEqual(after.Limits))
        {
            var known = attested.Select(p => p with { Entitlement = p.Entitlement with { Key = $"attested {p.Entitlement.Key}" } });
            return engine.Compare(before with { Policies = [.. before.Policies, .. known] }, after).Gained.Count > 0;
        }
        var gained = engine.Compare(before, after).Gained;
        if (gained.Count == 0 || good.Count == 0)
        {
            return gained.Count > 0;
        }
        // With other limits on either side: what came by the change, as far as it is beyond what was attested under the limits of then.
        var beyond = engine.Compare(then[good.Max(c => c.AsOf)].Holding with { Policies = attested }, after).Gained.SelectMany(p => p.Actions).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return gained.SelectMany(p => p.Actions).Any(beyond.Contains);
    }

    private EntitlementStanding Of(Entitlement held, Certificate certificate, DateTimeOffset at)
    {
        var note = CertificateNote.Of(certificate);
        if (certificate.IsWithdrawn)
        {
            return new(held.Kind, held.Key, State.Uncertified, certificate.DecidedAt, [], note);
        }
        var isSame = Same(held.Documents, certificate.Documents);
        var (state, since, beyond) = Compare(held, certificate, isSame);
        return state is State.Uncertified ? new(held.Kind, held.Key, state, since, beyond, note)
            : certificate.Until <= at ? new(held.Kind, held.Key, State.Expired, certificate.Until, [], note)
            : new(held.Kind, held.Key, state, null, [], note);
    }

    private (State State, DateTimeOffset? Since, IReadOnlyList<string> Beyond) Compare(Entitlement held, Certificate certificate, bool isSame)
    {
        var since = isSame ? (DateTimeOffset?)null : held.ObservedFrom;
        if (then.GetValueOrDefault(certificate.AsOf) is not { } shown)
        {
            return isSame ? (State.Certified, null, []) : (State.Uncertified, since, []);
        }
        if (isSame && SameLimits(shown.Holding, now.Holding))
        {
            return (State.Certified, null, []);
        }
        var has = now.Holding with { Policies = [.. now.Holding.Policies.Where(p => p.Entitlement.Kind == held.Kind && p.Entitlement.Key == held.Key)], ResourcePolicies = [] };
        var had = shown.Holding with { Policies = [.. Policies(certificate)], ResourcePolicies = [], Tags = now.Holding.Tags };
        // What is not known on either side cannot be said to be within.
        if (!isSame && (has.Policies.Any(p => p.Document is null) || had.Policies.Any(p => p.Document is null)))
        {
            return (State.Uncertified, since, ["What it allows is unknown, so it cannot be said to be within what was attested"]);
        }
        var difference = engine.Compare(had, has);
        return difference switch
        {
            { Gained.Count: > 0 } => (State.Uncertified, since, [.. difference.GainedSummary.Take(MostSentences)]),
            { Lost.Count: > 0 } => (State.CoversMore, null, []),
            _ => (State.Certified, null, []),
        };
    }

    /// <summary>Without a word about it: it was there and was not attested, or it came since the last review.</summary>
    private EntitlementStanding Without(Entitlement held)
    {
        var last = certificates.Count == 0 ? null : then.GetValueOrDefault(certificates.Max(c => c.AsOf));
        var isNew = last is not null && !last.Entitlements.Any(e => e.Kind == held.Kind && e.Key == held.Key);
        return new(held.Kind, held.Key, isNew ? State.Uncertified : State.Never, isNew ? held.ObservedFrom : null, [], null);
    }

    private IEnumerable<HeldPolicy> Policies(Certificate certificate) => certificate.Documents.Select(d =>
        new HeldPolicy(new(certificate.Kind, certificate.Key, certificate.Name), d.Name, d.Hash is null ? null : texts.GetValueOrDefault(d.Hash)) { Key = d.Key });

    private static bool Same(IReadOnlyList<GrantDocument> one, IReadOnlyList<GrantDocument> other) =>
        one.Count == other.Count && one.All(d => other.Contains(d));

    private static bool SameLimits(Holding one, Holding other) =>
        one.Limits.SequenceEqual(other.Limits)
        && one.LimitsOnResources.Count == other.LimitsOnResources.Count
        && one.LimitsOnResources.All(on => other.LimitsOnResources.TryGetValue(on.Key, out var limits) && limits.SequenceEqual(on.Value));
}
