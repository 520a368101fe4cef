using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Permissions;
using Portal.Data.Permissions.WhatIf;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Effects;

/// <summary>Reads from a change, and from what snapshots show around it, how it changed what identities hold.</summary>
/// <param name="db">The database.</param>
/// <param name="engine">Reads documents.</param>
/// <param name="change">The change.</param>
internal sealed class AppliedChangeReader(GovernanceDb db, IPermissionEngine engine, Change change)
{
    private const string NotWorkedOut = "What it does to permissions is not worked out for this kind of change.";

    /// <summary>Reads it; the reason says why that cannot be done.</summary>
    /// <param name="target">What it is about, see <see cref="ChangeTarget"/>.</param>
    /// <param name="cancellationToken">Stops.</param>
    public Task<(AppliedChange? Applied, string? Reason)> ReadAsync(string? target, CancellationToken cancellationToken) => (change, target?.Split('\n') ?? []) switch
    {
        ({ Error: not null }, _) => UnknownAsync("It was only an attempt: nothing changed."),
        ({ Kind: ChangeKind.CredentialMade or ChangeKind.CredentialRemoved }, _) => UnknownAsync("It changes how one signs in as this identity, not what the identity may do."),
        (_, ["limit", var policy, var scope]) => new AppliedLimitReader(db, engine, change).ReadAsync(policy, scope.Length == 0 ? null : scope, cancellationToken),
        ({ IsSilent: true }, ["boundary", ..]) => KnownAsync(new(Bounded(change.Before), Bounded(change.After))),
        ({ Scope: not null }, _) => UnknownAsync("It changes which of the organization's policies are in force there; what that leaves is seen when the organization is read again."),
        ({ Kind: ChangeKind.TrustChanged }, _) => UnknownAsync("It changes who may become this identity, not what the identity may do."),
        ({ Kind: ChangeKind.LimitAdded, After: { } boundary }, _) => AppliedAsync(null, new(WhatIfKind.SetBoundary, boundary, null, null, null), cancellationToken),
        ({ Kind: ChangeKind.LimitRemoved }, _) => AppliedAsync(null, new(WhatIfKind.RemoveBoundary, null, null, null, null), cancellationToken),
        (_, ["group", _, var group, var kind, var key]) => GroupPolicyAsync(group, kind, key, cancellationToken),
        ({ Kind: ChangeKind.PermissionLost }, ["group", _, var group]) => KnownAsync(new(null, holding => Left(holding, group))),
        ({ Kind: ChangeKind.PermissionChanged, Policy: { } policy, After: { } after }, _) =>
            AppliedAsync(change.Before is { } before ? Edited(policy, before) : null, Edited(policy, after), cancellationToken),
        (_, [var kind, var key, _, var container, _]) when Enum.TryParse<EntitlementKind>(kind, out var given) => EntitlementAsync(given, key, container, cancellationToken),
        _ => UnknownAsync(NotWorkedOut),
    };

    /// <summary>A holding with a boundary, or with none. Of a text that cannot be read it is only known that there is one.</summary>
    private Func<Holding, Holding> Bounded(string? document)
    {
        var limit = document is null ? null : engine.Read(document) is { Problem: null } read ? read.Text : null;
        return holding => holding with
        {
            Limits =
            [
                .. holding.Limits.Where(l => l.Kind != LimitKind.Boundary),
                .. document is null ? [] : new[] { new HeldLimit(LimitKind.Boundary, holding.NativeId, "boundary", limit) },
            ],
        };
    }

    private Task<(AppliedChange?, string?)> EntitlementAsync(EntitlementKind kind, string key, string container, CancellationToken cancellationToken) => (kind, change.Kind) switch
    {
        (EntitlementKind.ManagedPolicy, ChangeKind.PermissionGained) => AppliedAsync(Taken(key), Given(key, null), cancellationToken),
        (EntitlementKind.ManagedPolicy, ChangeKind.PermissionLost) => AppliedAsync(Given(key, null), Taken(key), cancellationToken),
        (EntitlementKind.ManagedPolicy, ChangeKind.PermissionChanged) when change.After is { } text => AppliedAsync(change.Before is { } was ? Edited(key, was) : null, Edited(key, text), cancellationToken),
        (EntitlementKind.InlinePolicy, ChangeKind.PermissionLost) when change.Before is { } had => AppliedAsync(Given(key, had), Taken(key), cancellationToken),
        (EntitlementKind.InlinePolicy, _) when change.After is { } text => AppliedAsync(change.Before is { } had ? Given(key, had) : null, Given(key, text), cancellationToken),
        (EntitlementKind.GroupMembership, _) => MembershipAsync(key, container, cancellationToken),
        _ => UnknownAsync("What was given or taken is not known: neither the event nor an earlier snapshot or change says it."),
    };

    private async Task<(AppliedChange?, string?)> AppliedAsync(WhatIfChange? before, WhatIfChange after, CancellationToken cancellationToken)
    {
        var (textBefore, problemBefore) = await DocumentAsync(before, cancellationToken);
        var (textAfter, problemAfter) = await DocumentAsync(after, cancellationToken);
        return (problemBefore ?? problemAfter) is { } problem
            ? (null, problem)
            : (new(before is null ? null : holding => before.Apply(holding, textBefore), holding => after.Apply(holding, textAfter)), null);
    }

    private async Task<(PolicyText? Text, string? Problem)> DocumentAsync(WhatIfChange? state, CancellationToken cancellationToken)
    {
        if (state is not { NeedsDocument: true })
        {
            return (null, null);
        }
        if (state.Document is { } written)
        {
            return Written(written);
        }
        var text = await db.FindPolicyAsync(engine, state.Policy!, change.At, cancellationToken);
        return text is null ? (null, $"No document of the policy {state.Policy} is known.") : (text, null);
    }

    private (PolicyText? Text, string? Problem) Written(string document)
    {
        var reading = engine.Read(document);
        return reading.Problem is { } problem ? (null, $"The event does not say the policy's text, or the platform would not take it: {problem}.") : (reading.Text, null);
    }

    /// <summary>One policy of a group was given, taken or rewritten: what its members hold through it.</summary>
    private async Task<(AppliedChange?, string?)> GroupPolicyAsync(string group, string kind, string key, CancellationToken cancellationToken)
    {
        var isManaged = kind == nameof(EntitlementKind.ManagedPolicy);
        var (name, native) = (isManaged ? key[(key.LastIndexOf('/') + 1)..] : key, isManaged ? key : null);
        var text = (isManaged, change.Kind) switch
        {
            (true, _) => await DocumentAsync(Given(key, null), cancellationToken),
            (_, ChangeKind.PermissionLost) => (null, null),
            _ when change.After is { } after => Written(after),
            _ => (null, NotWorkedOut),
        };
        if (text.Problem is { } problem)
        {
            return (null, problem);
        }
        Holding Without(Holding holding) => holding with { Policies = [.. holding.Policies.Where(p => !IsThis(p))] };
        Holding With(Holding holding, PolicyText? document) => holding with
        {
            Policies = [.. Without(holding).Policies, new HeldPolicy(new(EntitlementKind.GroupMembership, group, group), name, document) { Key = native }],
        };
        bool IsThis(HeldPolicy p) => p.Entitlement.Kind == EntitlementKind.GroupMembership && p.Entitlement.Key == group && p.Key == native && p.Name == name;

        if (change.Kind == ChangeKind.PermissionLost)
        {
            // Where the event chain knows the text that was taken, that counts; else what snapshots show of the group.
            var had = isManaged ? text.Text : change.Before is { } before ? Written(before).Text : null;
            return (new(had is null ? null : holding => With(holding, had), Without), null);
        }
        var was = change.Before is { } old && !isManaged ? Written(old).Text : null;
        return (new(isManaged ? Without : was is null ? null : holding => With(holding, was), holding => With(holding, text.Text)), null);
    }

    /// <summary>Somebody came into a group or left it: all that the group held then.</summary>
    private async Task<(AppliedChange?, string?)> MembershipAsync(string group, string container, CancellationToken cancellationToken)
    {
        var memberships = db.Entitlements.AsNoTracking().Where(e => e.Kind == EntitlementKind.GroupMembership && e.Key == group)
            .Join(db.Identities.Where(i => i.Platform == change.Platform && i.Container == container), e => e.IdentityId, i => i.Id, (e, _) => e);
        if (change.Kind == ChangeKind.PermissionChanged)
        {
            var subject = await db.ChangeParties.Where(p => p.Sequence == change.Sequence && p.IsSubject).Select(p => p.IdentityId).FirstOrDefaultAsync(cancellationToken);
            var own = memberships.Where(e => e.IdentityId == subject);
            var was = await own.Where(e => e.ObservedUntil == change.At).FirstOrDefaultAsync(cancellationToken);
            var now = await own.Where(e => e.ObservedFrom == change.At).FirstOrDefaultAsync(cancellationToken);
            return was is null || now is null
                ? (null, NotWorkedOut)
                : (new(await JoinedAsync(group, was.Documents, cancellationToken), await JoinedAsync(group, now.Documents, cancellationToken)), null);
        }
        var held = await memberships.InForce(change.At).OrderBy(e => e.ObservedFrom).FirstOrDefaultAsync(cancellationToken)
            ?? await memberships.Where(e => e.ObservedFrom > change.At).OrderBy(e => e.ObservedFrom).FirstOrDefaultAsync(cancellationToken);
        if (held is null)
        {
            return (null, $"What the group {group} held then is unknown: no snapshot shows anybody in it.");
        }
        var joined = await JoinedAsync(group, held.Documents, cancellationToken);
        Func<Holding, Holding> left = holding => Left(holding, group);
        return (change.Kind == ChangeKind.PermissionGained ? new(left, joined) : new(joined, left), null);
    }

    private async Task<Func<Holding, Holding>> JoinedAsync(string group, IReadOnlyList<GrantDocument> documents, CancellationToken cancellationToken)
    {
        var hashes = documents.Select(d => d.Hash).OfType<string>().ToArray();
        var texts = await db.PolicyDocuments.AsNoTracking().Where(d => EF.Parameter(hashes).Contains(d.Hash))
            .ToDictionaryAsync(d => d.Hash, d => new PolicyText(d.Hash, d.Text), StringComparer.Ordinal, cancellationToken);
        HeldPolicy[] held =
        [
            .. documents.Select(d => new HeldPolicy(new(EntitlementKind.GroupMembership, group, group), d.Name, d.Hash is null ? null : texts.GetValueOrDefault(d.Hash)) { Key = d.Key }),
        ];
        return holding => holding with { Policies = [.. Left(holding, group).Policies, .. held] };
    }

    private static Holding Left(Holding holding, string group) => holding with
    {
        Policies = [.. holding.Policies.Where(p => !(p.Entitlement.Kind == EntitlementKind.GroupMembership && p.Entitlement.Key == group))],
    };

    private static Task<(AppliedChange?, string?)> KnownAsync(AppliedChange applied) => Task.FromResult<(AppliedChange?, string?)>((applied, null));

    private static Task<(AppliedChange?, string?)> UnknownAsync(string reason) => Task.FromResult<(AppliedChange?, string?)>((null, reason));

    private static WhatIfChange Given(string key, string? document) => new(WhatIfKind.AttachPolicy, key, document, null, null);

    private static WhatIfChange Taken(string key) => new(WhatIfKind.DetachPolicy, key, null, null, null);

    private static WhatIfChange Edited(string policy, string document) => new(WhatIfKind.EditPolicy, policy, document, null, null);
}
