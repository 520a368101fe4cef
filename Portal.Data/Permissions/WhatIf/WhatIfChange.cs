using Portal.Data.Platforms;

namespace Portal.Data.Permissions.WhatIf;

/// <summary>One change that is weighed and not made.</summary>
/// <param name="Kind">What is changed.</param>
/// <param name="Policy">Native id of the policy: an ARN, an inline policy's or a group's name; for a limit its name.</param>
/// <param name="Document">The new document; null takes the one that is known under <paramref name="Policy"/>.</param>
/// <param name="Limit">Which kind of organization policy; null for other changes.</param>
/// <param name="Target">The root, unit or account that an organization policy is put on; null for other changes.</param>
public sealed record WhatIfChange(WhatIfKind Kind, string? Policy, string? Document, LimitKind? Limit, string? Target)
{
    /// <summary>True when it needs a document.</summary>
    public bool NeedsDocument => Kind is WhatIfKind.AttachPolicy or WhatIfKind.EditPolicy or WhatIfKind.SetBoundary or WhatIfKind.SetLimit;

    /// <summary>True when it is about an organization policy.</summary>
    public bool IsAboutLimit => Kind is WhatIfKind.SetLimit or WhatIfKind.RemoveLimit;

    /// <summary>What <paramref name="holding"/> would be after the change; the same when it does not concern it.</summary>
    /// <param name="holding">What is held now.</param>
    /// <param name="document">The document that <see cref="NeedsDocument"/> asks for.</param>
    public Holding Apply(Holding holding, PolicyText? document) => Kind switch
    {
        WhatIfKind.AttachPolicy => holding with { Policies = [.. holding.Policies.Where(p => !IsNamed(p)), new HeldPolicy(Reference, Reference.Name, document)] },
        WhatIfKind.DetachPolicy => holding with { Policies = [.. holding.Policies.Where(p => !IsNamed(p))] },
        WhatIfKind.EditPolicy => holding with
        {
            Policies = [.. holding.Policies.Select(p => IsNamed(p) || IsInGroup(p) ? p with { Document = document } : p)],
            Limits = [.. holding.Limits.Select(l => IsBoundary(l) ? l with { Document = document } : l)],
        },
        WhatIfKind.SetBoundary => holding with { Limits = [.. WithoutBoundary(holding), new HeldLimit(LimitKind.Boundary, holding.NativeId, Reference.Name, document)] },
        WhatIfKind.RemoveBoundary => holding with { Limits = [.. WithoutBoundary(holding)] },
        WhatIfKind.SetLimit => holding with { Limits = Placed(holding, document) },
        WhatIfKind.RemoveLimit => holding with { Limits = [.. holding.Limits.Where(l => !IsSameLimit(l))] },
    };

    // A policy that stands by itself has a place in its id; one that is written into its holder has a name only.
    private EntitlementRef Reference => new(
        Policy?.Contains('/', StringComparison.Ordinal) == true ? EntitlementKind.ManagedPolicy : EntitlementKind.InlinePolicy,
        Policy ?? "new policy",
        Policy is null ? "new policy" : Policy[(Policy.LastIndexOf('/') + 1)..]);

    private bool IsNamed(HeldPolicy held) => string.Equals(held.Entitlement.Key, Policy, StringComparison.Ordinal);

    // A group tells only the names of its policies.
    private bool IsInGroup(HeldPolicy held) =>
        held.Entitlement.Kind == EntitlementKind.GroupMembership && string.Equals(held.Name, Reference.Name, StringComparison.Ordinal);

    // A policy that is a boundary limits by the same text by which it gives elsewhere; a boundary tells only its name.
    private bool IsBoundary(HeldLimit limit) =>
        limit.Kind == LimitKind.Boundary && Reference.Kind == EntitlementKind.ManagedPolicy && string.Equals(limit.Name, Reference.Name, StringComparison.Ordinal);

    private static IEnumerable<HeldLimit> WithoutBoundary(Holding holding) => holding.Limits.Where(l => l.Kind != LimitKind.Boundary);

    private bool IsSameLimit(HeldLimit limit) =>
        limit.Kind == Limit && string.Equals(limit.Target, Target, StringComparison.Ordinal) && string.Equals(limit.Name, Policy, StringComparison.Ordinal);

    private List<HeldLimit> Placed(Holding holding, PolicyText? document)
    {
        var limits = holding.Limits.ToList();
        var limit = new HeldLimit(Limit!.Value, Target!, Policy ?? "new policy", document);
        var same = limits.FindIndex(IsSameLimit);
        if (same >= 0)
        {
            limits[same] = limit;
        }
        else
        {
            limits.Add(limit);
        }
        return limits;
    }
}
