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

    private (AccessRequest Request, AppliedPolicies Policies) Prepare(AwsPrincipal principal, ActionName action, AccessQuestion question)
    {
        var resource = new ResourceName(question.Resource);
        var onResource = AppliedForm.On(resource, holding.ResourcePolicies);
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
        var boundary = holding.Limits.Where(limit => limit.Kind == LimitKind.Boundary).ToList();
        boundary.ForEach(Note);
        if (!holding.IsManagement && !holding.Limits.Any(limit => limit.Kind == LimitKind.ServiceControlPolicy))
        {
            _notModelled.Add("No service control policies were imported for this account: if its organization has some, they may take more away.");
        }
        return new AppliedPolicies
        {
            Identity = [.. holding.Policies.Select(Own).OfType<AppliedPolicy>()],
            Boundary = boundary.Count == 0 ? null : boundary.ConvertAll(limit => AppliedForm.Of(limit, compiled)),
            ServiceControl = Levels(LimitKind.ServiceControlPolicy, holding.Limits),
            ResourceControl = Levels(LimitKind.ResourceControlPolicy, OnResource(request)),
            Resource = Resource(request, onResource),
            ManagementAccount = holding.IsManagement ? holding.Container : null,
        };
    }

    private AppliedPolicy? Own(HeldPolicy held)
    {
        if (AppliedForm.Unread(held, compiled, "allow or deny this", follows: false) is { } unread)
        {
            _notModelled.Add(unread);
        }
        return AppliedForm.Of(held, compiled);
    }

    private void Note(HeldLimit limit)
    {
        if (limit.Document is null)
        {
            _notModelled.Add($"The content of limit {limit.Name} is not in the import: what it leaves is unknown.");
        }
        else if (compiled.Get(limit.Document) is var policy && AppliedForm.ProblemOf(limit, policy) is not null)
        {
            _notModelled.Add($"Limit {limit.Name} {AppliedForm.Words(policy)}: what it leaves is unknown.");
        }
    }

    /// <summary>What binds whoever uses the resource: resource control policies above the account that owns it, whosever it is.</summary>
    private IReadOnlyList<HeldLimit> OnResource(AccessRequest request)
    {
        if (request.IsSameAccount || request.ResourceAccount is not { } owner)
        {
            return holding.Limits;
        }
        if (holding.LimitsOnResources.TryGetValue(owner, out var limits))
        {
            return limits;
        }
        if (ActionCatalogue.Instance.HasResourceControl(request.Action.Service))
        {
            _notModelled.Add($"No organization was imported for account {owner}, which owns the resource: if it has resource control policies, they may take this away.");
        }
        return [];
    }

    private List<PolicyLevel> Levels(LimitKind kind, IReadOnlyList<HeldLimit> limits)
    {
        foreach (var limit in limits.Where(limit => limit.Kind == kind))
        {
            Note(limit);
        }
        return AppliedForm.Levels(kind, limits, compiled);
    }

    private AppliedPolicy? Resource(AccessRequest request, HeldResourcePolicy? onResource)
    {
        if (onResource is not null)
        {
            if (compiled.Get(onResource.Document) is { Problem: not null } unread)
            {
                _notModelled.Add($"The policy on {onResource.Resource} {AppliedForm.Words(unread)}: what it says is unknown.");
            }
        }
        else if (request.Resource.IsArn)
        {
            _notModelled.Add(AppliedForm.MustSay(request)
                ? $"The policy on {request.Resource} was not imported, and this needs it to allow."
                : $"A policy on {request.Resource} itself, if it has one, was not imported: it may allow or deny more.");
        }
        return AppliedForm.OnResource(request, onResource, compiled);
    }

    /// <summary>What follows from the identity and the question; everything else stays unknown.</summary>
    private RequestContext Context(AwsPrincipal principal, string account, AccessQuestion question)
    {
        var values = PrincipalContext.Values(holding, principal);
        values["aws:ResourceAccount"] = AppliedForm.Value("aws:ResourceAccount", account);
        foreach (var (key, value) in question.Context)
        {
            values[key] = AppliedForm.Value(key, value);
        }
        return new RequestContext(values, isComplete: false);
    }
}
