using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>
/// Decides one request exactly as AWS documents it: an explicit deny anywhere wins; then the resource's policy and the caller's own policies
/// must allow as their accounts require; then every limit must allow as well. Unknown facts are carried through by three-valued logic.
/// </summary>
internal static class AccessEvaluator
{
    /// <summary>Decides <paramref name="request"/> under <paramref name="policies"/> and says why.</summary>
    public static AccessFinding Decide(AccessRequest request, AppliedPolicies policies)
    {
        if (request.Traits.AlwaysWorks)
        {
            return Explain.AlwaysWorks;
        }
        var matches = StatementMatches.Rent(request, policies);
        var finding = Explain.Verdict(Judge(request, policies, matches), request, policies, matches);
        matches.Return();
        return finding;
    }

    /// <summary>The decision alone. Once warm, it allocates nothing.</summary>
    public static AccessDecision DecideOnly(AccessRequest request, AppliedPolicies policies)
    {
        if (request.Traits.AlwaysWorks)
        {
            return AccessDecision.Allowed;
        }
        var matches = StatementMatches.Rent(request, policies, forDecision: true);
        var decision = Judge(request, policies, matches).Decision;
        matches.Return();
        return decision;
    }

    /// <summary>The decision, with every statement that is, or may be, about the request.</summary>
    public static Examination Examine(AccessRequest request, AppliedPolicies policies)
    {
        if (request.Traits.AlwaysWorks)
        {
            return new Examination(AccessDecision.Allowed, []);
        }
        var matches = StatementMatches.Rent(request, policies);
        var examination = new Examination(Judge(request, policies, matches).Decision, [.. matches.All]);
        matches.Return();
        return examination;
    }

    private static Verdict Judge(AccessRequest request, AppliedPolicies policies, StatementMatches matches)
    {
        var denied = matches.Denied();
        if (denied == Truth.Yes)
        {
            return new Verdict(AccessDecision.ExplicitlyDenied, Truth.No, denied);
        }
        if (request.Traits.CannotBeChanged)
        {
            return new Verdict(AccessDecision.ImplicitlyDenied, Truth.No, Truth.No, Shortfall.ManagedByAws);
        }
        if (request.Traits.IsClosedToRoot)
        {
            return new Verdict(AccessDecision.ImplicitlyDenied, Truth.No, Truth.No, Shortfall.ClosedToRoot);
        }
        if (request.Traits.NeedsCredentials)
        {
            return new Verdict(AccessDecision.ImplicitlyDenied, Truth.No, Truth.No, Shortfall.NoCredentials);
        }
        var (allowed, shortfall) = Grant(request, policies, matches);
        if (allowed == Truth.No)
        {
            return new Verdict(AccessDecision.ImplicitlyDenied, Truth.No, denied, shortfall);
        }
        if (OrganizationRules.BindServiceControl(request, policies) && !request.Traits.NeedsNoPermission)
        {
            for (var level = 0; level < policies.ServiceControl.Count; level++)
            {
                allowed = allowed.And(matches.Allowed(PolicyLayer.ServiceControl, level));
                if (allowed == Truth.No)
                {
                    return new Verdict(AccessDecision.ImplicitlyDenied, Truth.No, denied, Shortfall.ServiceControl, level);
                }
            }
        }
        if (policies.Endpoint is not null && matches.Allowed(PolicyLayer.Endpoint) is var endpoint)
        {
            allowed = allowed.And(endpoint);
            if (allowed == Truth.No)
            {
                return new Verdict(AccessDecision.ImplicitlyDenied, Truth.No, denied, Shortfall.Endpoint);
            }
        }
        return new Verdict(allowed == Truth.Yes && denied == Truth.No ? AccessDecision.Allowed : AccessDecision.Conditional, allowed, denied);
    }

    /// <summary>Whether the resource's policy and the caller's own, under boundary and session policy, allow.</summary>
    private static (Truth Allows, Shortfall Otherwise) Grant(AccessRequest request, AppliedPolicies policies, StatementMatches matches)
    {
        if (request.Traits.NeedsNoPermission && request.Principal.HasOwnPolicies)
        {
            return (Truth.Yes, Shortfall.None);
        }
        var isBlocked = PublicAccess.IsBlocked(request, policies);
        var direct = isBlocked ? Truth.No : matches.Allowed(PolicyLayer.Resource, atLeast: PrincipalMatch.Direct);
        var account = isBlocked ? Truth.No : matches.Allowed(PolicyLayer.Resource, atLeast: PrincipalMatch.Account);
        var onResource = isBlocked ? Shortfall.PublicBucket : Shortfall.Resource;
        var isSelfGoverned = request.Traits.MustAllowItself;
        switch (request.Principal.Kind)
        {
            case AwsPrincipalKind.Service or AwsPrincipalKind.Federated or AwsPrincipalKind.Anonymous:
                return (direct, onResource);
            case AwsPrincipalKind.Root when request.IsSameAccount && !isSelfGoverned:
                return (Truth.Yes, Shortfall.None);
            case AwsPrincipalKind.Root:
                return (account, onResource);
        }
        var limits = Limits(policies, matches);
        var own = Own(request, policies, matches).And(limits);
        if (!request.IsSameAccount)
        {
            return account == Truth.No
                ? (Truth.No, isBlocked ? onResource : Shortfall.ForeignResource)
                : (account.And(own), OwnShortfall(request, policies, matches));
        }
        var behind = isBlocked ? Truth.No : matches.Allowed(PolicyLayer.Resource, atLeast: PrincipalMatch.Behind);
        var grants = direct.Or(behind.And(limits));
        return isSelfGoverned
            ? (grants.Or(account.And(own)), account == Truth.No ? Shortfall.SelfGoverned : OwnShortfall(request, policies, matches))
            : (grants.Or(own), OwnShortfall(request, policies, matches));
    }

    /// <summary>A session of GetFederationToken without a session policy has nothing from its user's policies.</summary>
    private static Truth Own(AccessRequest request, AppliedPolicies policies, StatementMatches matches) =>
        request.Principal.Kind == AwsPrincipalKind.FederatedUser && policies.Session is null ? Truth.No : matches.Allowed(PolicyLayer.Identity);

    private static Truth Limits(AppliedPolicies policies, StatementMatches matches)
    {
        var boundary = policies.Boundary is null ? Truth.Yes : matches.Allowed(PolicyLayer.Boundary);
        return policies.Session is null ? boundary : boundary.And(matches.Allowed(PolicyLayer.Session));
    }

    private static Shortfall OwnShortfall(AccessRequest request, AppliedPolicies policies, StatementMatches matches)
    {
        if (request.Principal.Kind == AwsPrincipalKind.FederatedUser && policies.Session is null)
        {
            return Shortfall.FederatedSession;
        }
        if (matches.Allowed(PolicyLayer.Identity) == Truth.No)
        {
            return Shortfall.Identity;
        }
        return policies.Boundary is not null && matches.Allowed(PolicyLayer.Boundary) == Truth.No ? Shortfall.Boundary : Shortfall.Session;
    }
}
