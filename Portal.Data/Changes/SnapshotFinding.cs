using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Changes;

/// <summary>One thing in which two snapshots differ.</summary>
/// <param name="Identity">Whose.</param>
/// <param name="Before">The entitlement before, or null when there was none or the identity as a whole is meant.</param>
/// <param name="After">The entitlement now, or null when there is none or the identity as a whole is meant.</param>
/// <param name="Kind">What it did.</param>
/// <param name="Name">What it is called, since no platform named it.</param>
/// <param name="Summary">For an identity as a whole: the names of what it holds; null else.</param>
internal sealed record SnapshotFinding(
    Identity Identity, Entitlement? Before, Entitlement? After, ChangeKind Kind, string Name, string? Summary)
{
    /// <summary>The entitlement that differs, or null when the identity as a whole is meant.</summary>
    public Entitlement? Entitlement => After ?? Before;

    /// <summary>What events about the same thing have as their target.</summary>
    public string? Target => Entitlement is { } e
        ? ChangeTarget.OfEntitlement(e.Kind, e.Key, Identity.Kind, Identity.Container, Identity.Name)
        : null;

    /// <summary>The targets of events that would explain it.</summary>
    public IEnumerable<string> ExplainingTargets
    {
        get
        {
            if (Entitlement is not { } entitlement)
            {
                yield break;
            }
            yield return Target!;
            if (Before is not null && After is not null)
            {
                if (entitlement.Kind == EntitlementKind.ManagedPolicy)
                {
                    yield return ChangeTarget.OfPolicy(entitlement.Key);
                }
                if (entitlement.Kind == EntitlementKind.GroupMembership)
                {
                    yield return ChangeTarget.OfGroup(Identity.Container, entitlement.Key);
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

    private static string? NamesOf(Identity identity, IEnumerable<Entitlement> entitlements)
    {
        var names = entitlements.Where(e => e.IdentityId == identity.Id).Select(e => e.Name).Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? null : string.Join('\n', names);
    }
}
