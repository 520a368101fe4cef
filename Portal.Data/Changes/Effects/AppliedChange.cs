using Portal.Data.Permissions.WhatIf;
using Portal.Data.Platforms;

namespace Portal.Data.Changes.Effects;

/// <summary>A change as two states of the one thing that it is about, each of which can be put into what an identity held.</summary>
/// <param name="Before">What was; null is as it was held.</param>
/// <param name="After">What is since.</param>
internal sealed record AppliedChange(WhatIfChange? Before, WhatIfChange After)
{
    private const int PartsOfTarget = 5;

    /// <summary>Reads it from a change; the reason says why that cannot be done.</summary>
    public static (AppliedChange? Applied, string? Reason) Of(Change change) => change switch
    {
        { Error: not null } => (null, "It was only an attempt: nothing changed."),
        { Kind: ChangeKind.TrustChanged } => (null, "It changes who may become this identity, not what the identity may do."),
        { Kind: ChangeKind.CredentialMade or ChangeKind.CredentialRemoved } => (null, "It changes how one signs in as this identity, not what the identity may do."),
        { Kind: ChangeKind.LimitAdded, Scope: null, After: { } boundary } => (new(null, new(WhatIfKind.SetBoundary, boundary, null, null, null)), null),
        { Kind: ChangeKind.LimitRemoved, Scope: null } => (new(null, new(WhatIfKind.RemoveBoundary, null, null, null, null)), null),
        { Kind: ChangeKind.PermissionChanged, Policy: { } policy, After: { } after } =>
            (new(change.Before is { } before ? Edited(policy, before) : null, Edited(policy, after)), null),
        { Kind: ChangeKind.PermissionGained or ChangeKind.PermissionLost or ChangeKind.PermissionChanged, Target: { } target } => OfEntitlement(change, target.Split('\n')),
        _ => (null, "What it does to permissions is not worked out for this kind of change."),
    };

    private static (AppliedChange? Applied, string? Reason) OfEntitlement(Change change, string[] target)
    {
        if (target.Length != PartsOfTarget || !Enum.TryParse<EntitlementKind>(target[0], out var kind))
        {
            return (null, "What it does to permissions is not worked out for this kind of change.");
        }
        var key = target[1];
        return (kind, change.Kind) switch
        {
            (EntitlementKind.ManagedPolicy, ChangeKind.PermissionGained) => (new(Taken(key), Given(key, null)), null),
            (EntitlementKind.ManagedPolicy, ChangeKind.PermissionLost) => (new(Given(key, null), Taken(key)), null),
            (EntitlementKind.InlinePolicy, ChangeKind.PermissionLost) when change.Before is { } had => (new(Given(key, had), Taken(key)), null),
            (EntitlementKind.InlinePolicy, _) when change.After is { } text => (new(change.Before is { } had ? Given(key, had) : null, Given(key, text)), null),
            (EntitlementKind.GroupMembership, _) => (null, "What the group gives is seen at its policies; it is not worked out here."),
            _ => (null, "What was given or taken is not known: neither the event nor an earlier snapshot or change says it."),
        };
    }

    private static WhatIfChange Given(string key, string? document) => new(WhatIfKind.AttachPolicy, key, document, null, null);

    private static WhatIfChange Taken(string key) => new(WhatIfKind.DetachPolicy, key, null, null, null);

    private static WhatIfChange Edited(string policy, string document) => new(WhatIfKind.EditPolicy, policy, document, null, null);
}
