using System.Globalization;
using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Evaluation;

namespace Portal.Data.Platforms.Aws.Simulation.Calls;

/// <summary>Puts together the policies of a call, and finds them again by the numbers under which the evaluator knows them.</summary>
internal sealed class CallPolicies
{
    private readonly List<InputPolicy> _policies = [];
    private readonly List<string> _notModelled = [];
    private readonly HashSet<PolicyExclusion> _used = [];

    private CallPolicies()
    {
    }

    /// <summary>For the evaluator.</summary>
    public AppliedPolicies Applied { get; private set; } = new();

    /// <summary>What is not known here.</summary>
    public IReadOnlyList<string> NotModelled => _notModelled;

    /// <summary>The policies of a call that brings them.</summary>
    public static CallPolicies Of(SimulationCall call)
    {
        var policies = new CallPolicies();
        policies.Applied = policies.Given(call) with
        {
            ServiceControl = [.. (call.Organization ?? []).Select((level, number) => new PolicyLevel($"level {number + 1}", policies.Add(level)))],
        };
        return policies;
    }

    /// <summary>The policies of a call about what a principal holds; a boundary that the call brings takes the place of the principal's.</summary>
    public static CallPolicies Of(SimulationCall call, Holding holding, CompiledPolicies compiled)
    {
        var policies = new CallPolicies();
        var given = policies.Given(call);
        var own = holding.Policies
            .Select(held => (Held: held, Type: TypeOf(held, holding.Kind)))
            .Where(policy => !policies.IsLeftOut(call, exclusion => exclusion.LeavesOut(policy.Held, policy.Type, holding.Kind)))
            .Select(policy => policies.Held(policy.Held, policy.Type, compiled))
            .OfType<InputPolicy>()
            .ToList();
        var boundary = policies.Limits(call, holding, LimitKind.Boundary, "permission-boundary", compiled).SelectMany(level => level.Policies).ToList();
        policies.Applied = given with
        {
            Identity = [.. given.Identity, .. policies.Add(own)],
            Boundary = given.Boundary ?? (boundary.Count == 0 ? null : boundary),
            ServiceControl = policies.Limits(call, holding, LimitKind.ServiceControlPolicy, "scp", compiled),
            ManagementAccount = holding.IsManagement ? holding.Container : null,
        };
        policies._notModelled.AddRange(call.Exclusions.Where(exclusion => !policies._used.Contains(exclusion))
            .Select(exclusion => $"PolicyExclusionList leaves out nothing that is known here by {exclusion}."));
        return policies;
    }

    /// <summary>The policy that the evaluator knows under a name.</summary>
    public InputPolicy Find(string name) => _policies[int.Parse(name, CultureInfo.InvariantCulture)];

    private bool IsLeftOut(SimulationCall call, Func<PolicyExclusion, bool> leavesOut)
    {
        var found = call.Exclusions.Where(leavesOut).ToList();
        _used.UnionWith(found);
        return found.Count > 0;
    }

    private AppliedPolicies Given(SimulationCall call) => new()
    {
        Identity = Add(call.Policies),
        Boundary = call.Boundary is null ? null : Add(call.Boundary),
        Resource = call.ResourcePolicy is null ? null : Add([call.ResourcePolicy])[0],
    };

    private List<AppliedPolicy> Add(IReadOnlyList<InputPolicy> policies)
    {
        var added = new List<AppliedPolicy>(policies.Count);
        foreach (var policy in policies)
        {
            added.Add(new AppliedPolicy(_policies.Count.ToString(CultureInfo.InvariantCulture), policy.Document));
            _policies.Add(policy);
        }
        return added;
    }

    private InputPolicy? Held(HeldPolicy held, string type, CompiledPolicies compiled)
    {
        if (AppliedForm.Unread(held, compiled, "allow or deny more", follows: false) is { } unread)
        {
            _notModelled.Add(unread);
        }
        return AppliedForm.Of(held, compiled) is { } applied
            ? new InputPolicy(held.Name, type, applied.Document is null ? null : held.Document!.Text, applied.Document)
            : null;
    }

    /// <summary>A limit that cannot be read is unknown, never "no limit".</summary>
    private List<PolicyLevel> Limits(SimulationCall call, Holding holding, LimitKind kind, string type, CompiledPolicies compiled)
    {
        var known = holding.Limits.Where(limit => limit.Kind == kind).ToList();
        var limits = known.Where(limit => !IsLeftOut(call, exclusion => exclusion.Type == type || exclusion.Arn?.EndsWith($"/{limit.Name}", StringComparison.Ordinal) == true)).ToList();
        if (kind == LimitKind.ServiceControlPolicy && known.Count == 0 && !holding.IsManagement)
        {
            _notModelled.Add("No service control policies were imported for this account: if its organization has some, they may take more away.");
        }
        return [.. limits.GroupBy(limit => limit.Target, StringComparer.Ordinal)
            .Select(level => new PolicyLevel(level.Key, Add([.. level.Select(limit => Limit(limit, compiled))])))];
    }

    private InputPolicy Limit(HeldLimit limit, CompiledPolicies compiled)
    {
        var policy = limit.Document is null ? null : compiled.Get(limit.Document);
        if (policy?.ProblemWithoutPrincipal is null && policy?.Document is { } document)
        {
            return new InputPolicy(limit.Name, "none", limit.Document!.Text, document);
        }
        _notModelled.Add($"{(policy is null ? "The content of limit" : "Limit")} {limit.Name} {AppliedForm.Words(policy)}: what it leaves is unknown.");
        return new InputPolicy(limit.Name, "none", Text: null, Document: null);
    }

    private static string TypeOf(HeldPolicy held, IdentityKind holder)
    {
        var arn = held.Key ?? (held.Entitlement.Kind == EntitlementKind.ManagedPolicy ? held.Entitlement.Key : null);
        if (arn is not null)
        {
            return arn.Contains(":iam::aws:policy/", StringComparison.Ordinal) ? "aws-managed" : "user-managed";
        }
        return held.Entitlement.Kind == EntitlementKind.GroupMembership ? "group" : holder == IdentityKind.User ? "user" : "role";
    }
}
