using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Certificates;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Effects;

/// <summary>
/// Works out what one change means: what each identity that it touches may do since, and might not before, in actions, resources and conditions,
/// and what that does to its risk. Taken for the rest is what the identity held at the time, as snapshots show it. Identities whose holdings
/// differ alike share the work, and of very many only those of highest risk are looked at.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="platform">Knows documents and events.</param>
/// <param name="change">The change.</param>
/// <param name="now">The time: what was attested until a date may have ended.</param>
internal sealed class EffectWork(GovernanceDb db, IPlatform platform, Change change, DateTimeOffset now)
{
    /// <summary>At most so many identities are looked at.</summary>
    internal const int MostLooked = 2_000;

    /// <summary>At most so many differences are worked out; identities that differ alike share one.</summary>
    internal const int MostWorked = 250;

    private const int AtOnce = 500;
    private const string Nobody = "No identity that the portal knows is touched by it.";
    private const string SeenLater = "It was first seen after this change: what else it held then is taken from the first snapshot that shows it.";

    private readonly IPermissionEngine _engine = platform.Permissions;

    /// <summary>Works it out.</summary>
    public async Task<ChangeEffect> RunAsync(CancellationToken cancellationToken)
    {
        var target = Target();
        if (change.Error is null && target?.StartsWith("trust\n", StringComparison.Ordinal) == true)
        {
            return await TrustAsync(cancellationToken);
        }
        var (applied, reason) = await new AppliedChangeReader(db, _engine, change).ReadAsync(target, cancellationToken);
        return applied is null ? ChangeEffect.None(reason!) : await WeighAsync(applied, cancellationToken);
    }

    /// <summary>What the change is about. One that was stored without saying it exactly is read again, while its event is kept.</summary>
    private string? Target()
    {
        var isExact = change.IsSilent || change.Raw.Length == 0 || (change.Target is { } kept && kept.Split('\n') is not ["group", _, _]);
        return isExact ? change.Target
            : platform.Events.Read(Encoding.UTF8.GetBytes(change.Raw)).OfType<ReadEvent.Accepted>().Select(e => ChangeTarget.Of(e.Event)).FirstOrDefault() ?? change.Target;
    }

    private IQueryable<Identity> Concerned(string[]? containers)
    {
        if (containers is not null)
        {
            return db.Identities.AsNoTracking().Where(i =>
                i.Platform == change.Platform && EF.Parameter(containers).Contains(i.Container) && (i.ObservedUntil == null || i.ObservedUntil > change.At));
        }
        var parties = db.ChangeParties.Where(p => p.Sequence == change.Sequence && p.IsSubject).Select(p => p.IdentityId);
        return db.Identities.AsNoTracking().Where(i => parties.Contains(i.Id));
    }

    private async Task<ChangeEffect> WeighAsync(AppliedChange applied, CancellationToken cancellationToken)
    {
        var concerned = Concerned(applied.Containers);
        var count = await concerned.CountAsync(cancellationToken);
        var (comparison, readers, all) = (_engine.CompareMany(), new Dictionary<DateTimeOffset, HoldingReader>(), new List<Weighed>());
        for (Identity? last = null; all.Count < Math.Min(count, MostLooked) && comparison.Worked < MostWorked;)
        {
            var next = last is null ? concerned : concerned.Where(i => i.Risk < last.Risk || (i.Risk == last.Risk && i.Id.CompareTo(last.Id) < 0));
            var identities = await next.OrderByDescending(i => i.Risk).ThenByDescending(i => i.Id).Take(AtOnce).ToListAsync(cancellationToken);
            if (identities.Count == 0)
            {
                break;
            }
            last = identities[^1];
            var some = await HeldAsync(applied, identities, readers, cancellationToken);
            all.AddRange(some.Zip(comparison.Sizes([.. some.Select(w => w.Pair)], cancellationToken), (weighed, size) => weighed with { Size = size }));
        }
        if (all.Count == 0)
        {
            return ChangeEffect.None(Nobody);
        }
        Assess(all.FindAll(w => !w.Size.IsNone), cancellationToken);
        var listed = all.OrderByDescending(w => w.Size.IsNone ? 0 : 1).ThenByDescending(w => Math.Abs(w.Risk.Delta)).ThenByDescending(w => w.Size.Gained).ThenByDescending(w => w.Identity.Risk)
            .ThenBy(w => w.Identity.Name, StringComparer.Ordinal).Take(ChangeEffect.Most).ToList();
        var certified = await new ChangeCertification(db, _engine, now).OfAsync(
            change.Platform, listed.ConvertAll(w => (w.Identity, w.Pair.Before, w.Pair.After)), cancellationToken);
        var rows = listed.Zip(comparison.Of([.. listed.Select(w => w.Pair)], cancellationToken), certified)
            .Select(r => Row(r.First, applied, r.Second) with { Certification = r.Third });
        return new([.. rows], count, null)
        {
            Weighed = all.Count,
            Different = all.Count(w => !w.Size.IsNone),
            RiskDelta = Largest(all.Select(w => w.Risk.Delta)),
            Certification = ChangeCertification.Sum(certified),
        };
    }

    private static ChangeEffectRow Row(Weighed weighed, AppliedChange applied, PermissionDifference difference) => new(
        weighed.Identity.Id,
        weighed.Identity.Name,
        weighed.Identity.NativeId,
        difference with { NotModelled = [.. difference.NotModelled.Concat(weighed.Gaps).Concat(applied.Gaps).Distinct(StringComparer.Ordinal)] },
        weighed.Risk);

    /// <summary>What the identities held, before and after. Those that were first seen later are taken as they were then.</summary>
    private async Task<List<Weighed>> HeldAsync(AppliedChange applied, List<Identity> identities, Dictionary<DateTimeOffset, HoldingReader> readers, CancellationToken cancellationToken)
    {
        var held = new Dictionary<IdentityId, Weighed>();
        foreach (var together in identities.GroupBy(i => i.ObservedFrom > change.At ? i.ObservedFrom : change.At))
        {
            if (!readers.TryGetValue(together.Key, out var reader))
            {
                readers.Add(together.Key, reader = new(db, together.Key));
            }
            var read = await reader.ReadAsync([.. together], resource: null, cancellationToken);
            foreach (var identity in together)
            {
                var (holding, gaps) = (read[identity.Id].Holding, read[identity.Id].Gaps);
                held.Add(identity.Id, new(
                    identity,
                    (applied.Before?.Invoke(holding) ?? holding, applied.After(holding)),
                    together.Key > change.At ? [.. gaps, SeenLater] : gaps));
            }
        }
        return [.. identities.Select(i => held[i.Id])];
    }

    private void Assess(List<Weighed> different, CancellationToken cancellationToken)
    {
        var summaries = _engine.Summarize([.. different.SelectMany(w => new[] { w.Pair.Before, w.Pair.After })], cancellationToken);
        for (var i = 0; i < different.Count; i++)
        {
            var (identity, before, after) = (different[i].Identity, summaries[2 * i], summaries[(2 * i) + 1]);
            different[i].Risk = RiskEffect.Of(IdentityRisk.Of(before, identity, use: null, change.At), IdentityRisk.Of(after, identity, use: null, change.At));
        }
    }

    /// <summary>Who may become the identity: the policy on it before, and since.</summary>
    private async Task<ChangeEffect> TrustAsync(CancellationToken cancellationToken)
    {
        if (await Concerned(null).SingleOrDefaultAsync(cancellationToken) is not { } identity)
        {
            return ChangeEffect.None(Nobody);
        }
        if (change.Before is null)
        {
            return ChangeEffect.None("Who might become it before is unknown: neither an earlier snapshot nor an earlier change says it.");
        }
        var (before, after) = (_engine.Read(change.Before), _engine.Read(change.After ?? string.Empty));
        if ((before.Problem ?? after.Problem) is { } problem)
        {
            return ChangeEffect.None($"The policy on it cannot be read: {problem}.");
        }
        var (old, now) = (Trusted(identity, before.Text), Trusted(identity, after.Text));
        var known = (await db.Identities.AsNoTracking().Where(i => i.Platform == change.Platform && i.ObservedUntil == null).Select(i => i.Container).Distinct().ToListAsync(cancellationToken))
            .ToHashSet(StringComparer.Ordinal);
        var risk = RiskEffect.Of(WithTrust(identity, old, known), WithTrust(identity, now, known));
        var trust = TrustEffect.Of(old, now);
        var none = new PermissionDifference([], [], [], [], PermissionTotals.None, PermissionTotals.None, null, null, []);
        return new([new(identity.Id, identity.Name, identity.NativeId, none, risk) { Trust = trust }], 1, null) { Weighed = 1, Different = trust.IsNone ? 0 : 1, RiskDelta = risk.Delta };
    }

    private IReadOnlyList<TrustGrant> Trusted(Identity identity, PolicyText? document) =>
        document is null ? [] : _engine.Trusted(new(identity.NativeId, identity.Container, document));

    /// <summary>The facts of an identity's risk if such a policy were on it; all others as they are now.</summary>
    private static IReadOnlyList<RiskReason> WithTrust(Identity identity, IReadOnlyList<TrustGrant> grants, HashSet<string> known)
    {
        var strangers = grants.Where(g => g is { IsDeny: false, IsOutside: true } && (g.Principal == TrustGrant.Everyone || (g.Container is { } container && !known.Contains(container)))).ToList();
        var worst = strangers.Find(g => g.Conditions.Count == 0) ?? (strangers.Count > 0 ? strangers[0] : null);
        var fact = worst switch
        {
            null => null,
            { Conditions.Count: 0 } => RiskWeight.TrustsOutsiders.As($"{NameOf(worst)} may act as it"),
            _ => RiskWeight.MayTrustOutsiders.As($"{NameOf(worst)} may act as it under conditions"),
        };
        var others = identity.RiskReasons.Where(r => r.Factor != RiskFactor.ExternalTrust);
        return RiskReason.Ordered(fact is null ? others : others.Append(fact));
    }

    private static string NameOf(TrustGrant grant) => grant.Principal == TrustGrant.Everyone ? "Anyone" : grant.Principal;

    private static int Largest(IEnumerable<int> deltas) => deltas.OrderByDescending(Math.Abs).ThenByDescending(d => d).First();

    private sealed record Weighed(Identity Identity, (Holding Before, Holding After) Pair, IReadOnlyList<string> Gaps)
    {
        public DifferenceSize Size { get; init; } = new(0, 0);

        public RiskEffect Risk { get; set; } = new(Identity.Risk, Identity.Risk, [], []);
    }
}
