using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>Puts decisions into words, with the statements that made them.</summary>
internal static class Explain
{
    /// <summary>A call that nothing can deny.</summary>
    public static AccessFinding AlwaysWorks { get; } = new(AccessDecision.Allowed, "This call always works; no policy can deny it.", [], []);

    /// <summary>Says a verdict in words.</summary>
    public static AccessFinding Verdict(Verdict verdict, AccessRequest request, AppliedPolicies policies, StatementMatches matches) => verdict.Decision switch
    {
        AccessDecision.Allowed => Allowed(request, policies, matches),
        AccessDecision.ExplicitlyDenied => Denied(matches),
        AccessDecision.ImplicitlyDenied => NotAllowed(verdict, request, policies, matches),
        AccessDecision.Conditional => Depends(request, matches, verdict.Allowed, verdict.Denied),
    };

    /// <summary>Some statement surely denies.</summary>
    private static AccessFinding Denied(StatementMatches matches)
    {
        var denies = matches.All.Where(match => !match.IsAllow && match.Holds == Truth.Yes).ToList();
        return new AccessFinding(AccessDecision.ExplicitlyDenied, $"{Named(denies[0])} denies it.", Deciding(denies), []);
    }

    /// <summary>Everything that must allow does.</summary>
    private static AccessFinding Allowed(AccessRequest request, AppliedPolicies policies, StatementMatches matches)
    {
        var allows = matches.All.Where(match => match.IsAllow && match.Holds == Truth.Yes && match.Layer != PolicyLayer.ResourceControl).ToList();
        var grant = allows.FindIndex(match => match.Layer is PolicyLayer.Identity or PolicyLayer.Resource);
        var reason = grant >= 0 ? $"{Named(allows[grant])} allows it"
            : FixedRules.NeedsNoPermission(request.Action) ? "This call needs no permission"
            : "The account's root user may do everything in it";
        var hasLimits = policies.Endpoint is not null || OrganizationRules.BindServiceControl(request, policies)
            || allows.Exists(match => match.Layer is PolicyLayer.Boundary or PolicyLayer.Session);
        return new AccessFinding(AccessDecision.Allowed, hasLimits ? $"{reason}, and no limit takes it away." : $"{reason}.", Deciding(allows), []);
    }

    /// <summary>Something that must allow surely does not; a deny may come on top, but changes nothing.</summary>
    private static AccessFinding NotAllowed(Verdict verdict, AccessRequest request, AppliedPolicies policies, StatementMatches matches)
    {
        var missing = Missing(verdict, policies);
        var denies = verdict.Denied == Truth.No ? [] : matches.All.Where(match => !match.IsAllow && match.Statement is not null).ToList();
        return denies.Count == 0
            ? new AccessFinding(AccessDecision.ImplicitlyDenied, missing, [], [])
            : new AccessFinding(
                AccessDecision.ImplicitlyDenied,
                $"{missing} {Named(denies[0])} may deny it as well, depending on {Keys(UnknownKeys(request, denies))}.",
                Deciding(denies),
                []);
    }

    private static string Missing(Verdict verdict, AppliedPolicies policies) => verdict.Shortfall switch
    {
        Shortfall.Identity => "No policy of the identity allows it.",
        Shortfall.Boundary => "The permission boundary does not allow it.",
        Shortfall.Session => "The session policy does not allow it.",
        Shortfall.FederatedSession => "A federated user's session without a session policy has no permissions of its own.",
        Shortfall.Resource => "No policy on the resource allows it.",
        Shortfall.ForeignResource => "No policy on the resource allows it. Callers from another account need one.",
        Shortfall.SelfGoverned => "No policy on the resource allows it. Its own policy must allow, or let the account decide.",
        Shortfall.PublicBucket => "The bucket's policy is public, and public access is blocked.",
        Shortfall.ServiceControl => $"No service control policy on {policies.ServiceControl[verdict.Level].Scope} allows it.",
        Shortfall.Endpoint => "The policy of the VPC endpoint does not allow it.",
        Shortfall.ManagedByAws => "AWS manages this resource itself: nobody else can change it, whatever policies say.",
        Shortfall.ClosedToRoot => "Roles cannot be assumed as an account's root user.",
        Shortfall.NoCredentials => "The call is about the caller's own credentials, and this caller has none.",
        Shortfall.None => "Nothing allows it.",
    };

    /// <summary>It depends on what is unknown.</summary>
    private static AccessFinding Depends(AccessRequest request, StatementMatches matches, Truth allowed, Truth denied)
    {
        var open = matches.All.Where(match => match.Holds == Truth.Unknown && match.Statement is not null).ToList();
        var keys = UnknownKeys(request, open);
        var documents = matches.All.Where(match => match.Statement is null).Select(match => $"{match.Layer.Words} {match.Policy}").Distinct(StringComparer.Ordinal).ToList();
        var facts = (keys.Count, documents.Count) switch
        {
            (0, _) => $"the unknown content of {string.Join(" and ", documents)}",
            (_, 0) => Keys(keys),
            _ => $"{Keys(keys)} and the unknown content of {string.Join(" and ", documents)}",
        };
        var outcome = (allowed, denied) switch
        {
            (Truth.Yes, _) => "allowed unless what may deny applies, then explicitly denied",
            (_, Truth.No) => "allowed if the conditions hold, otherwise not allowed",
            _ => "allowed if what may allow applies and what may deny does not",
        };
        var decidedBy = matches.All.Where(match => match.Layer != PolicyLayer.ResourceControl || !match.IsAllow).ToList();
        return new AccessFinding(AccessDecision.Conditional, $"It depends on {facts}: {outcome}.", Deciding(decidedBy), keys);
    }

    private static string Named(StatementMatch match) => match.Statement is null
        ? $"The {match.Layer.Words} {match.Policy}"
        : $"{Capital(match.Statement.Name)} of the {match.Layer.Words} {match.Policy}";

    private static string Capital(string name) => name.StartsWith("statement ", StringComparison.Ordinal) ? $"S{name[1..]}" : $"Statement {name}";

    private static DecidingStatement[] Deciding(IEnumerable<StatementMatch> matches) =>
        [.. matches.Select(match => match.Deciding).OfType<DecidingStatement>()];

    /// <summary>The condition keys that the statements ask for and that nothing is known about, sorted.</summary>
    public static List<string> UnknownKeys(AccessRequest request, IEnumerable<StatementMatch> open)
    {
        var keys = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var statement in open.Select(match => match.Statement).OfType<PolicyStatement>())
        {
            foreach (var condition in statement.Conditions)
            {
                condition.AddUnknownKeys(request.Context, keys);
            }
            foreach (var variable in statement.Resources?.Patterns.SelectMany(pattern => pattern.Variables) ?? [])
            {
                if (request.Context.Find(variable.Key, out _) == Truth.Unknown)
                {
                    keys.Add(variable.Key);
                }
            }
        }
        return [.. keys];
    }

    private static string Keys(List<string> keys) => keys.Count switch
    {
        0 => "facts that are not known",
        1 => keys[0],
        _ => $"{string.Join(", ", keys.Take(keys.Count - 1))} and {keys[^1]}",
    };
}
