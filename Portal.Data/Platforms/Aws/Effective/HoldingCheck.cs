using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Asks the evaluator a question about a holding: what is known of its policies and of the request goes in, the rest stays unknown.</summary>
internal sealed class HoldingCheck(Holding holding, CompiledPolicies compiled)
{
    private readonly List<string> _notModelled = [];

    /// <summary>The answer, with what it leaves open.</summary>
    public AccessAnswer Answer(AccessQuestion question)
    {
        if (ActionName.Read(question.Action) is not { } action)
        {
            return new AccessAnswer(AccessDecision.ImplicitlyDenied, $"\"{question.Action}\" is not an action of the form service:Action.", [], [], []);
        }
        if (AwsPrincipal.Read(holding.NativeId) is not { } principal)
        {
            return new AccessAnswer(AccessDecision.Conditional, "The identity's name is not an AWS principal's, so nothing can be said.", [], [], [$"{holding.NativeId} is not an AWS principal."]);
        }
        var (request, policies) = Prepare(principal, action, question);
        var finding = AccessEvaluator.Decide(request, policies);
        return new AccessAnswer(finding.Decision, finding.Reason, finding.DecidedBy, finding.UnknownKeys, _notModelled);
    }

    /// <summary>The decision of <see cref="Answer"/> without its reasons.</summary>
    public AccessDecision Decide(AccessQuestion question)
    {
        if (ActionName.Read(question.Action) is not { } action || AwsPrincipal.Read(holding.NativeId) is not { } principal)
        {
            return Answer(question).Decision;
        }
        var (request, policies) = Prepare(principal, action, question);
        return AccessEvaluator.DecideOnly(request, policies);
    }

    private (AccessRequest Request, AppliedPolicies Policies) Prepare(AwsPrincipal principal, ActionName action, AccessQuestion question)
    {
        var resource = new ResourceName(question.Resource);
        var onResource = ResourcePolicy(resource);
        var account = resource.Account ?? onResource?.Container ?? holding.Container;
        var request = new AccessRequest(principal, action, resource, account, Context(principal, account, question));
        if (request.CatalogueId is null)
        {
            _notModelled.Add($"{question.Action} is not in the catalogue of actions: check its spelling.");
        }
        return (request, Policies(request, onResource));
    }

    private AppliedPolicies Policies(AccessRequest request, HeldResourcePolicy? onResource)
    {
        var boundary = holding.Limits.Where(limit => limit.Kind == LimitKind.Boundary).Select(Limit).ToList();
        if (!holding.IsManagement && !holding.Limits.Any(limit => limit.Kind == LimitKind.ServiceControlPolicy))
        {
            _notModelled.Add("No service control policies were imported for this account: if its organization has some, they may take more away.");
        }
        return new AppliedPolicies
        {
            Identity = [.. holding.Policies.Select(Own).OfType<AppliedPolicy>()],
            Boundary = boundary.Count == 0 ? null : boundary,
            ServiceControl = Levels(LimitKind.ServiceControlPolicy),
            ResourceControl = request.IsSameAccount ? Levels(LimitKind.ResourceControlPolicy) : [],
            Resource = Resource(request, onResource),
            ManagementAccount = holding.IsManagement ? holding.Container : null,
        };
    }

    private AppliedPolicy? Own(HeldPolicy held)
    {
        if (held.Document is null)
        {
            _notModelled.Add($"The content of policy {held.Name} is not in the import: it may allow or deny this.");
            return new AppliedPolicy(held.Name, Document: null);
        }
        var policy = compiled.Get(held.Document);
        if (policy.ProblemWithoutPrincipal is { } problem)
        {
            _notModelled.Add($"Policy {held.Name} is malformed ({problem}): AWS would not attach it, so it counts for nothing.");
            return null;
        }
        return new AppliedPolicy(held.Name, policy.Document);
    }

    /// <summary>A limit that cannot be read is unknown, never "no limit".</summary>
    private AppliedPolicy Limit(HeldLimit limit)
    {
        var policy = limit.Document is null ? null : compiled.Get(limit.Document);
        var problem = limit.Kind == LimitKind.ResourceControlPolicy ? policy?.Problem : policy?.ProblemWithoutPrincipal;
        if (policy is null || problem is not null)
        {
            _notModelled.Add(policy is null
                ? $"The content of limit {limit.Name} is not in the import: what it leaves is unknown."
                : $"Limit {limit.Name} is malformed ({problem}): what it leaves is unknown.");
            return new AppliedPolicy(limit.Name, Document: null);
        }
        return new AppliedPolicy(limit.Name, policy.Document);
    }

    private List<PolicyLevel> Levels(LimitKind kind) =>
        [.. holding.Limits.Where(limit => limit.Kind == kind).GroupBy(limit => limit.Target, StringComparer.Ordinal)
            .Select(level => new PolicyLevel(level.Key, [.. level.Select(Limit)]))];

    /// <summary>The imported policy of the resource, or of the bucket that holds the object.</summary>
    private HeldResourcePolicy? ResourcePolicy(ResourceName resource) => holding.ResourcePolicies.FirstOrDefault(policy =>
        string.Equals(policy.Resource, resource.Text, StringComparison.Ordinal)
        || (policy.Resource.Contains(":s3:::", StringComparison.Ordinal) && resource.Text.StartsWith($"{policy.Resource}/", StringComparison.Ordinal)));

    private AppliedPolicy? Resource(AccessRequest request, HeldResourcePolicy? onResource)
    {
        if (onResource is not null)
        {
            var policy = compiled.Get(onResource.Document);
            if (policy.Problem is { } problem)
            {
                _notModelled.Add($"The policy on {onResource.Resource} is malformed ({problem}): what it says is unknown.");
            }
            return new AppliedPolicy(onResource.Resource, policy.Document);
        }
        if (!request.Resource.IsArn)
        {
            return null;
        }
        if (!request.IsSameAccount || FixedRules.MustAllowItself(request))
        {
            _notModelled.Add($"The policy on {request.Resource} was not imported, and this needs it to allow.");
            return new AppliedPolicy(request.Resource.Text, Document: null);
        }
        _notModelled.Add($"A policy on {request.Resource} itself, if it has one, was not imported: it may allow or deny more.");
        return null;
    }

    /// <summary>What follows from the identity and the question; everything else stays unknown.</summary>
    private RequestContext Context(AwsPrincipal principal, string account, AccessQuestion question)
    {
        var values = PrincipalContext.Values(holding, principal);
        void Say(string key, params string[] text) => values[key] = new ContextValues(text, ActionCatalogue.Instance.IsMultivalued(key));
        Say("aws:ResourceAccount", account);
        foreach (var (key, value) in question.Context)
        {
            Say(key, [.. value]);
        }
        return new RequestContext(values, isComplete: false);
    }
}
