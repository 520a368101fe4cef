using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Changes;

/// <summary>One thing in which two snapshots differ.</summary>
/// <param name="Identity">Whose; null for what is on a place of the organization.</param>
/// <param name="Before">The entitlement before, or null when there was none or the identity as a whole is meant.</param>
/// <param name="After">The entitlement now, or null when there is none or the identity as a whole is meant.</param>
/// <param name="Kind">What it did.</param>
/// <param name="Name">What it is called, since no platform named it.</param>
/// <param name="Summary">For an identity as a whole: the names of what it holds; null else.</param>
internal sealed record SnapshotFinding(
    Identity? Identity, Entitlement? Before, Entitlement? After, ChangeKind Kind, string Name, string? Summary)
{
    /// <summary>The entitlement that differs, or null when the identity as a whole is meant.</summary>
    public Entitlement? Entitlement => After ?? Before;

    /// <summary>Which limit it is about, or null for none.</summary>
    public LimitKind? Limit { get; private init; }

    /// <summary>The place of the organization that the limit is on, or null.</summary>
    public string? Scope { get; private init; }

    /// <summary>The limit or trust policy before, or null when there was none or it is about none.</summary>
    public FoundPolicy? PolicyBefore { get; private init; }

    /// <summary>The limit or trust policy now, or null when there is none or it is about none.</summary>
    public FoundPolicy? PolicyAfter { get; private init; }

    /// <summary>The row that shows it; names it among all that one snapshot shows.</summary>
    public Guid Row => Entitlement?.Id.Value ?? (PolicyAfter ?? PolicyBefore)?.Row ?? Identity!.Id.Value;

    /// <summary>Where it is.</summary>
    public string Container => Identity?.Container ?? Scope!;

    /// <summary>Since when it was as it was before, or null when there was nothing or that is not known.</summary>
    public DateTimeOffset? BeforeSince => Before?.ObservedFrom ?? PolicyBefore?.Since;

    /// <summary>What events about the same thing have as their target.</summary>
    public string? Target => (Entitlement, Limit, Kind) switch
    {
        ({ } e, _, _) => ChangeTarget.OfEntitlement(e.Kind, e.Key, Identity!.Kind, Identity.Container, Identity.Name),
        (_, LimitKind.Boundary, _) => ChangeTarget.OfBoundary(Identity!.Kind, Identity.Container, Identity.Name),
        (_, not null, _) => ChangeTarget.OfLimit((PolicyAfter ?? PolicyBefore)!.Key!, Scope),
        (_, _, ChangeKind.TrustChanged) => ChangeTarget.OfTrust(Identity!.Kind, Identity.Container, Identity.Name),
        _ => null,
    };

    /// <summary>The targets of events that would explain it.</summary>
    public IEnumerable<string> ExplainingTargets
    {
        get
        {
            if (Target is { } target)
            {
                yield return target;
            }
            if (Limit is not null && PolicyBefore?.Key is { } same && same == PolicyAfter?.Key)
            {
                yield return Limit == LimitKind.Boundary ? ChangeTarget.OfPolicy(same) : ChangeTarget.OfLimit(same, scope: null);
            }
            if (Entitlement is not { } entitlement)
            {
                yield break;
            }
            if (Before is not null && After is not null)
            {
                if (entitlement.Kind == EntitlementKind.ManagedPolicy)
                {
                    yield return ChangeTarget.OfPolicy(entitlement.Key);
                }
                if (entitlement.Kind == EntitlementKind.GroupMembership)
                {
                    yield return ChangeTarget.OfGroup(Identity!.Container, entitlement.Key);
                    foreach (var document in Before.Documents.Concat(After.Documents).DistinctBy(d => (d.Key, d.Name)))
                    {
                        if (document.Key is { } policy)
                        {
                            yield return ChangeTarget.OfPolicy(policy);
                        }
                        yield return document.Key is { } key
                            ? ChangeTarget.OfGroupPolicy(Identity.Container, entitlement.Key, EntitlementKind.ManagedPolicy, key)
                            : ChangeTarget.OfGroupPolicy(Identity.Container, entitlement.Key, EntitlementKind.InlinePolicy, document.Name);
                    }
                }
            }
        }
    }

    /// <summary>An identity that was not there before.</summary>
    public static SnapshotFinding Appeared(Identity identity, IEnumerable<Entitlement> added) =>
        new(identity, null, null, ChangeKind.IdentityCreated, "Appeared", NamesOf(identity, added));

    /// <summary>An identity that is no longer there.</summary>
    public static SnapshotFinding Gone(Identity identity, IEnumerable<Entitlement> ended) =>
        new(identity, null, null, ChangeKind.IdentityDeleted, "Disappeared", NamesOf(identity, ended));

    /// <summary>An entitlement that differs.</summary>
    public static SnapshotFinding Of(Identity identity, Entitlement? after, Entitlement? before) => (before, after) switch
    {
        (null, _) => new(identity, null, after, ChangeKind.PermissionGained, $"Given: {after!.Name}", null),
        (_, null) => new(identity, before, null, ChangeKind.PermissionLost, $"Taken: {before.Name}", null),
        _ => new(identity, before, after, ChangeKind.PermissionChanged, $"Rewritten: {after.Name}", null),
    };

    /// <summary>The boundary of a principal that differs.</summary>
    public static SnapshotFinding OfBoundary(Identity identity, Limit? after, Limit? before) =>
        OfLimit(after, before, "Boundary") with { Identity = identity };

    /// <summary>An organization's policy on a place of it that differs.</summary>
    public static SnapshotFinding OfPlaced(Limit? after, Limit? before) =>
        OfLimit(after, before, "Limit") with { Scope = (after ?? before)!.Target };

    /// <summary>Who may become an identity, where that differs.</summary>
    public static SnapshotFinding OfTrust(Identity identity, ResourcePolicy? after, ResourcePolicy before) => new(identity, null, null, ChangeKind.TrustChanged, "Trust rewritten", null)
    {
        PolicyBefore = FoundPolicy.Of(before),
        PolicyAfter = after is null ? null : FoundPolicy.Of(after),
    };

    private static SnapshotFinding OfLimit(Limit? after, Limit? before, string what)
    {
        var (kind, name) = (before, after) switch
        {
            (null, _) => (ChangeKind.LimitAdded, $"{what} put on: {after!.Name}"),
            (_, null) => (ChangeKind.LimitRemoved, $"{what} taken off: {before.Name}"),
            _ => (ChangeKind.PermissionChanged, before.Key == after.Key ? $"{what} rewritten: {after.Name}" : $"{what} replaced: {before.Name} by {after.Name}"),
        };
        return new(null, null, null, kind, name, null)
        {
            Limit = (after ?? before)!.Kind,
            PolicyBefore = before is null ? null : FoundPolicy.Of(before),
            PolicyAfter = after is null ? null : FoundPolicy.Of(after),
        };
    }

    private static string? NamesOf(Identity identity, IEnumerable<Entitlement> entitlements)
    {
        var names = entitlements.Where(e => e.IdentityId == identity.Id).Select(e => e.Name).Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? null : string.Join('\n', names);
    }
}
