using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>
/// Decides one request exactly as AWS documents it: an explicit deny anywhere wins; then the resource's policy and the caller's own policies
/// must allow as their accounts require; then every limit must allow as well. Unknown facts are carried through by three-valued logic.
/// </summary>
internal static class AccessEvaluator
{
    /// <summary>Decides <paramref name="request"/> under <paramref name="policies"/>.</summary>
    public static AccessFinding Decide(AccessRequest request, AppliedPolicies policies)
    {
        if (FixedRules.AlwaysWorks(request.Action))
        {
            return Fixed(AccessDecision.Allowed, "This call always works; no policy can deny it.");
        }
        var matches = StatementMatches.Find(request, policies);
        var denied = matches.Denied();
        if (denied == Truth.Yes)
        {
            return Explain.Denied(matches);
        }
        if (FixedRules.CannotBeChanged(request))
        {
            return Fixed(AccessDecision.ImplicitlyDenied, "AWS manages this resource itself: nobody else can change it, whatever policies say.");
        }
        if (FixedRules.IsClosedToRoot(request))
        {
            return Fixed(AccessDecision.ImplicitlyDenied, "Roles cannot be assumed as an account's root user.");
        }
        var layers = Layers(request, policies, matches);
        var allowed = layers.Aggregate(Truth.Yes, (result, layer) => result.And(layer.Allows));
        return (allowed, denied) switch
        {
            (Truth.No, _) => Explain.NotAllowed(request, layers, matches, denied),
            (Truth.Yes, Truth.No) => Explain.Allowed(layers, matches),
            _ => Explain.Depends(request, matches, allowed, denied),
        };
    }

    /// <summary>What must allow, one entry each: who grants, then every limit.</summary>
    private static List<LayerVerdict> Layers(AccessRequest request, AppliedPolicies policies, StatementMatches matches)
    {
        var layers = new List<LayerVerdict>(4) { Grant(request, policies, matches) };
        if (OrganizationRules.BindServiceControl(request, policies) && !FixedRules.NeedsNoPermission(request.Action))
        {
            for (var level = 0; level < policies.ServiceControl.Count; level++)
            {
                layers.Add(new LayerVerdict(
                    PolicyLayer.ServiceControl,
                    matches.Allowed(PolicyLayer.ServiceControl, level),
                    $"No service control policy on {policies.ServiceControl[level].Scope} allows it."));
            }
        }
        if (policies.Endpoint is not null)
        {
            layers.Add(new LayerVerdict(PolicyLayer.Endpoint, matches.Allowed(PolicyLayer.Endpoint), "The policy of the VPC endpoint does not allow it."));
        }
        return layers;
    }

    private static LayerVerdict Grant(AccessRequest request, AppliedPolicies policies, StatementMatches matches)
    {
        if (FixedRules.NeedsNoPermission(request.Action) && request.Principal.HasOwnPolicies)
        {
            return new LayerVerdict(PolicyLayer.Identity, Truth.Yes, string.Empty);
        }
        var isBlocked = PublicAccess.IsBlocked(request, policies);
        var (direct, behind, account) = isBlocked
            ? (Truth.No, Truth.No, Truth.No)
            : (matches.Allowed(PolicyLayer.Resource, atLeast: PrincipalMatch.Direct),
                matches.Allowed(PolicyLayer.Resource, atLeast: PrincipalMatch.Behind),
                matches.Allowed(PolicyLayer.Resource, atLeast: PrincipalMatch.Account));
        var onResource = isBlocked ? "The bucket's policy is public, and public access is blocked." : "No policy on the resource allows it.";
        var isSelfGoverned = FixedRules.MustAllowItself(request);
        switch (request.Principal.Kind)
        {
            case AwsPrincipalKind.Service or AwsPrincipalKind.Federated or AwsPrincipalKind.Anonymous:
                return new LayerVerdict(PolicyLayer.Resource, direct, onResource);
            case AwsPrincipalKind.Root when request.IsSameAccount && !isSelfGoverned:
                return new LayerVerdict(PolicyLayer.Identity, Truth.Yes, string.Empty);
            case AwsPrincipalKind.Root:
                return new LayerVerdict(PolicyLayer.Resource, account, onResource);
        }
        var limits = Limits(policies, matches);
        var own = Own(request, policies, matches).And(limits);
        if (!request.IsSameAccount)
        {
            return account == Truth.No
                ? new LayerVerdict(PolicyLayer.Resource, Truth.No, $"{onResource} Callers from another account need one.")
                : new LayerVerdict(PolicyLayer.Identity, account.And(own), OwnProblem(request, policies, matches));
        }
        var grants = direct.Or(behind.And(limits));
        return isSelfGoverned
            ? new LayerVerdict(
                PolicyLayer.Resource,
                grants.Or(account.And(own)),
                account == Truth.No ? $"{onResource} Its own policy must allow, or let the account decide." : OwnProblem(request, policies, matches))
            : new LayerVerdict(PolicyLayer.Identity, grants.Or(own), OwnProblem(request, policies, matches));
    }

    /// <summary>A session of GetFederationToken without a session policy has nothing from its user's policies.</summary>
    private static Truth Own(AccessRequest request, AppliedPolicies policies, StatementMatches matches) =>
        request.Principal.Kind == AwsPrincipalKind.FederatedUser && policies.Session is null ? Truth.No : matches.Allowed(PolicyLayer.Identity);

    private static Truth Limits(AppliedPolicies policies, StatementMatches matches)
    {
        var boundary = policies.Boundary is null ? Truth.Yes : matches.Allowed(PolicyLayer.Boundary);
        return policies.Session is null ? boundary : boundary.And(matches.Allowed(PolicyLayer.Session));
    }

    private static string OwnProblem(AccessRequest request, AppliedPolicies policies, StatementMatches matches)
    {
        if (request.Principal.Kind == AwsPrincipalKind.FederatedUser && policies.Session is null)
        {
            return "A federated user's session without a session policy has no permissions of its own.";
        }
        if (matches.Allowed(PolicyLayer.Identity) == Truth.No)
        {
            return "No policy of the identity allows it.";
        }
        return policies.Boundary is not null && matches.Allowed(PolicyLayer.Boundary) == Truth.No
            ? "The permission boundary does not allow it."
            : "The session policy does not allow it.";
    }

    private static AccessFinding Fixed(AccessDecision decision, string reason) => new(decision, reason, [], []);
}
