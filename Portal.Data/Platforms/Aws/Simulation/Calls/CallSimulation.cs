using System.Globalization;
using System.Text.Json;
using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Simulation.Calls;

/// <summary>
/// Answers a call. As in AWS's simulator a context key that is not given is absent from the request, and without a resource policy in the call
/// only the caller's side is asked: keys and roles, which must allow by themselves, are then taken to leave it to their account.
/// </summary>
/// <param name="call">The call.</param>
/// <param name="policies">Its policies.</param>
/// <param name="holding">The principal of a call about one; null for a call that brings its policies.</param>
internal sealed class CallSimulation(SimulationCall call, CallPolicies policies, Holding? holding)
{
    /// <summary>Decisions an answer; fewer actions are answered at once when the call names many resources.</summary>
    private const int MostDecisions = 100_000;

    /// <summary>The account of callers and resources that say nothing about theirs.</summary>
    private const string SomeAccount = "123456789012";

    private readonly Dictionary<string, AppliedPolicy> _leavingIt = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _notModelled = new(policies.NotModelled, StringComparer.Ordinal);

    /// <summary>The answer.</summary>
    public SimulatePolicyResponse Run()
    {
        var size = Math.Min(call.MaxItems, Math.Max(1, MostDecisions / call.Resources.Count));
        var results = call.Actions.Skip(call.Start).Take(size).Select(action => Result(action.Text, action.Name)).ToList();
        var next = call.Start + results.Count;
        var isTruncated = next < call.Actions.Count;
        return new SimulatePolicyResponse(
            results, isTruncated, isTruncated ? next.ToString(CultureInfo.InvariantCulture) : null, _notModelled.Count == 0 ? null : [.. _notModelled]);
    }

    private EvaluationResult Result(string text, ActionName action)
    {
        var answers = call.Resources.Select(resource => On(action, resource)).ToList();
        var single = answers.ConvertAll(answer => answer.Result);
        var decision = single.Select(result => result.EvalResourceDecision).MaxBy(Strictness)!;
        return new EvaluationResult
        {
            EvalActionName = text,
            EvalResourceName = call.Resources.Count == 1 ? call.Resources[0].Text : null,
            EvalDecision = decision,
            MatchedStatements = [.. single.Where(result => result.EvalResourceDecision == decision).SelectMany(result => result.MatchedStatements).Distinct()],
            MissingContextValues = [.. single.SelectMany(result => result.MissingContextValues).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)],
            OrganizationsDecisionDetail = policies.Applied.ServiceControl.Count == 0 ? null : new(answers.TrueForAll(answer => answer.IsLeftByOrganization)),
            PermissionsBoundaryDecisionDetail = policies.Applied.Boundary is null ? null : new(single.TrueForAll(result => result.PermissionsBoundaryDecisionDetail!.AllowedByPermissionsBoundary)),
            EvalDecisionDetails = call.NamesResources ? Together(single) : null,
            ResourceSpecificResults = call.NamesResources ? single : null,
        };
    }

    private (ResourceSpecificResult Result, bool IsLeftByOrganization) On(ActionName action, ResourceName resource)
    {
        var request = Request(action, resource, isComplete: true);
        var applied = Applied(request);
        var found = AccessEvaluator.Examine(request, applied);
        var open = Request(action, resource, isComplete: false);
        var asked = AccessEvaluator.Examine(open, applied).Matches.Where(match => match.Holds == Truth.Unknown);
        if (found.Decision == AccessDecision.Conditional)
        {
            _notModelled.Add($"{action} on {resource} depends on policies whose content is unknown; it is answered as not allowed.");
        }
        var isLeft = IsLeftByOrganization(found, request);
        var result = new ResourceSpecificResult
        {
            EvalResourceName = resource.Text,
            EvalResourceDecision = Words(found.Decision),
            MatchedStatements = Matched(found),
            MissingContextValues = Explain.UnknownKeys(open, asked),
            EvalDecisionDetails = !isLeft ? null : request.IsSameAccount ? new Dictionary<string, string>(StringComparer.Ordinal) : Details(found, applied),
            PermissionsBoundaryDecisionDetail = applied.Boundary is null ? null : new(found.Of(PolicyLayer.Boundary) == AccessDecision.Allowed),
        };
        return (result, isLeft);
    }

    private AppliedPolicies Applied(AccessRequest request) =>
        policies.Applied.Resource is null && request.IsSameAccount && FixedRules.MustAllowItself(request)
            ? policies.Applied with { Resource = LeavingItTo(request.ResourceAccount!) }
            : policies.Applied;

    /// <summary>The policy of a key or role that leaves everything to its account; without a name, because no call brought it.</summary>
    private AppliedPolicy LeavingItTo(string account)
    {
        if (!_leavingIt.TryGetValue(account, out var policy))
        {
            policy = new AppliedPolicy(
                Name: string.Empty, PolicyDocument.Parse($$$"""{"Statement":{"Effect":"Allow","Principal":{"AWS":{{{JsonSerializer.Serialize(account)}}}},"Action":"*","Resource":"*"}}"""));
            _leavingIt.Add(account, policy);
        }
        return policy;
    }

    private bool IsLeftByOrganization(Examination found, AccessRequest request) =>
        !OrganizationRules.BindServiceControl(request, policies.Applied)
        || Enumerable.Range(0, policies.Applied.ServiceControl.Count).All(level => found.Of(PolicyLayer.ServiceControl, level) == AccessDecision.Allowed);

    /// <summary>A deny is alone; of what allows, limits of the organization are told elsewhere.</summary>
    private List<MatchedStatement> Matched(Examination found) => found.Decision switch
    {
        AccessDecision.ExplicitlyDenied => Named(found.Matches.Where(match => !match.IsAllow && match.Holds == Truth.Yes)),
        AccessDecision.Allowed => Named(found.Matches.Where(match => match.IsAllow && match.Holds == Truth.Yes && match.Layer != PolicyLayer.ServiceControl)),
        AccessDecision.ImplicitlyDenied or AccessDecision.Conditional => [],
    };

    private List<MatchedStatement> Named(IEnumerable<StatementMatch> matches) =>
        [.. matches.Where(match => match.Statement is not null && match.Policy.Length > 0).Select(match => policies.Find(match.Policy).Matched(match.Statement!.Index))];

    /// <summary>
    /// What each kind of policy says, under the names that the sample response "Cross-Account Simulation" in AWS's API reference of
    /// <see href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html">SimulatePrincipalPolicy</see> gives them.
    /// </summary>
    private static Dictionary<string, string> Details(Examination found, AppliedPolicies applied)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["IAM Policy"] = Words(found.Of(PolicyLayer.Identity)),
            ["Resource Policy"] = Words(found.Of(PolicyLayer.Resource)),
        };
        if (applied.Boundary is not null)
        {
            details["Permissions Boundary Policy"] = Words(found.Of(PolicyLayer.Boundary));
        }
        return details;
    }

    private static Dictionary<string, string>? Together(List<ResourceSpecificResult> results) => results.Exists(result => result.EvalDecisionDetails is null)
        ? null
        : results
            .SelectMany(result => result.EvalDecisionDetails!)
            .GroupBy(detail => detail.Key, StringComparer.Ordinal)
            .ToDictionary(kind => kind.Key, kind => kind.Select(detail => detail.Value).MaxBy(Strictness)!, StringComparer.Ordinal);

    private AccessRequest Request(ActionName action, ResourceName resource, bool isComplete)
    {
        var caller = call.Caller ?? (holding is null ? null : AwsPrincipal.Read(holding.NativeId));
        var account = resource.Account ?? call.Owner ?? caller?.Account ?? SomeAccount;
        var values = caller is null ? new Dictionary<string, ContextValues>(StringComparer.OrdinalIgnoreCase) : Known(caller);
        values["aws:ResourceAccount"] = new ContextValues([account], IsMultivalued: false);
        foreach (var (key, value) in call.Context)
        {
            values[key] = value;
        }
        var principal = caller ?? AwsPrincipal.Read($"arn:aws:iam::{account}:user/caller")!;
        return new AccessRequest(principal, action, resource, account, new RequestContext(values, isComplete));
    }

    /// <summary>What follows from who calls; the tags only of a principal that calls under its own name.</summary>
    private Dictionary<string, ContextValues> Known(AwsPrincipal caller)
    {
        var isItself = holding is not null && call.Caller is null;
        var name = caller.Kind == AwsPrincipalKind.RoleSession ? $"arn:{caller.Text.Split(':')[1]}:iam::{caller.Account}:role/{caller.Name}" : caller.Text;
        return PrincipalContext.Values(
            isItself ? holding! : new Holding(name, IdentityKind.Role, caller.Account!, IsManagement: false, new Dictionary<string, string>(StringComparer.Ordinal), [], [], []),
            caller);
    }

    private static int Strictness(string decision) => decision switch { "explicitDeny" => 2, "implicitDeny" => 1, _ => 0 };

    private static string Words(AccessDecision decision) => decision switch
    {
        AccessDecision.Allowed => "allowed",
        AccessDecision.ExplicitlyDenied => "explicitDeny",
        AccessDecision.ImplicitlyDenied or AccessDecision.Conditional => "implicitDeny",
    };
}
