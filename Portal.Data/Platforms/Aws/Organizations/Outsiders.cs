using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>Who is let in by the policy on a resource without being in the inventory: everyone, services, providers, other accounts and theirs.</summary>
internal sealed class Outsiders(Organization organization, AccessQuestion question, ActionName action, ResourceFacts resource, OrganizationFacts facts)
{
    /// <summary>One entry for each principal that a statement names.</summary>
    public List<WhoCanOutsider> Find()
    {
        var policy = resource.Policies[0];
        var document = facts.Get(policy.Document)!;
        var found = new Dictionary<string, WhoCanOutsider>(StringComparer.Ordinal);
        foreach (var allow in document.Allows.Select(allow => allow.Statement).Where(statement => statement.Actions.Matches(action)))
        {
            foreach (var entry in Principals(allow.Principals))
            {
                if (PrincipalOf(entry) is not { } principal)
                {
                    continue;
                }
                var decision = Decide(principal, policy, document);
                if (decision is AccessDecision.Allowed or AccessDecision.Conditional)
                {
                    found.TryAdd(entry, new WhoCanOutsider(entry, decision, new DecidingStatement(policy.Resource, PolicyLayer.Resource.Key, allow.Name, "Allow", allow.Json)));
                }
            }
        }
        return [.. found.Values.OrderBy(outsider => outsider.Principal, StringComparer.Ordinal)];
    }

    private IEnumerable<string> Principals(PrincipalElement? element)
    {
        if (element is null)
        {
            yield break;
        }
        if (element.IsEveryone || element.IsNegated)
        {
            yield return "*";
            yield break;
        }
        foreach (var entry in element.Services.Concat(element.Federated))
        {
            yield return entry;
        }
        foreach (var entry in element.Aws)
        {
            var isKnown = TrustFacts.AccountOf(entry) is { } account ? organization.HoldersIn(account).Count > 0 : organization.Find(entry) >= 0;
            if (!isKnown)
            {
                yield return entry;
            }
        }
    }

    private static AwsPrincipal? PrincipalOf(string entry) => entry == "*"
        ? AwsPrincipal.Anonymous
        : AwsPrincipal.Read(TrustFacts.AccountOf(entry) is { } account ? $"arn:aws:iam::{account}:root" : entry);

    private AccessDecision Decide(AwsPrincipal principal, HeldResourcePolicy policy, DocumentFacts document)
    {
        var context = new RequestContext(
            question.Context.ToDictionary(c => c.Key, c => new ContextValues(c.Value, Catalogue.ActionCatalogue.Instance.IsMultivalued(c.Key)), StringComparer.OrdinalIgnoreCase),
            isComplete: false);
        var request = new AccessRequest(principal, action, new ResourceName(question.Resource), resource.Account ?? policy.Container, context);
        var place = organization.PlaceOf(policy.Container);
        var policies = new AppliedPolicies
        {
            // What other accounts' identities hold is theirs to know.
            Identity = [new AppliedPolicy("the caller's own policies", Document: null)],
            Resource = new AppliedPolicy(policy.Resource, document.Source),
            ResourceControl =
            [
                .. place.Limits.Where(limit => limit.Kind == LimitKind.ResourceControlPolicy).GroupBy(limit => limit.Target, StringComparer.Ordinal)
                    .Select(level => new PolicyLevel(level.Key, [.. level.Select(limit => new AppliedPolicy(limit.Name, facts.Get(limit.Document)?.Source))])),
            ],
            ManagementAccount = place.IsManagement ? place.Container : null,
        };
        return AccessEvaluator.Decide(request, policies).Decision;
    }
}
