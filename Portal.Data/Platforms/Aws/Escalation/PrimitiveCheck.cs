using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>Whether an actor may do what a primitive asks for: anywhere, on one target, on something that a target holds, and as a role.</summary>
/// <param name="subjects">All identities.</param>
/// <param name="targets">The same, found by what primitives ask for.</param>
/// <param name="roster">Who stands in the map.</param>
/// <param name="map">The map, to say what was left out.</param>
internal sealed class PrimitiveCheck(IReadOnlyList<EscalationSubject> subjects, TargetIndex targets, ActorRoster roster, EscalationMap map)
{
    // Trust policies that decide about each caller by themselves are asked pair by pair; this many times at most.
    private const int MostQuestions = 100_000;

    private readonly Dictionary<(CallerRights Rights, string Caller, int Role), RuleAnswer> _assumed = [];
    private int _questions;

    /// <summary>The set of the one action by which roles are assumed.</summary>
    public static UInt128 Assume { get; } = Primitives.Bit(Primitives.NumberOf(Primitive.AssumeRole));

    /// <summary>Whether the actions that a primitive needs on some resource are allowed.</summary>
    public static RuleAnswer Anywhere(Actor actor, Primitive primitive)
    {
        var answer = RuleAnswer.Yes;
        foreach (var action in primitive.Anywhere)
        {
            answer = answer.And(action.Split('|').Aggregate(RuleAnswer.No, (best, one) => best.Or(actor.Rights.Rule(Primitives.NumberOf(one), service: null).Somewhere())));
        }
        return answer;
    }

    /// <summary>Whether all that a primitive needs of its target is allowed, there and on a customer policy that the target holds.</summary>
    public RuleAnswer OnTarget(Actor actor, Primitive primitive, string resource, Holding? target)
    {
        var answer = RuleAnswer.Yes;
        foreach (var action in primitive.OnTarget)
        {
            answer = answer.And(OnOne(actor, primitive, action, resource, target));
        }
        return primitive.OnItsPolicy.Count == 0 || target is null ? answer : answer.And(OnAnyOf(actor, primitive.OnItsPolicy, CustomerPolicies(target)));
    }

    /// <summary>Whether one action is allowed on one target.</summary>
    public RuleAnswer OnOne(Actor actor, Primitive primitive, string action, string resource, Holding? target)
    {
        var name = new ResourceName(resource);
        if (action != Primitive.AssumeRole && name.Account != actor.Holding.Container)
        {
            // Only a role's trust reaches over accounts: nobody changes or passes what is another account's.
            return RuleAnswer.No;
        }
        var facts = CallerFacts.Of(actor.Holding, action, primitive.Service, target);
        var answer = RuleOf(actor, primitive, action).On(name, facts);
        return action != Primitive.AssumeRole || target is null || answer.Holds == Truth.No ? answer : answer.And(Controlled(target, name, facts));
    }

    /// <summary>Whether actions are allowed on one of the resources at least.</summary>
    public static RuleAnswer OnAnyOf(Actor actor, IReadOnlyList<string> actions, IEnumerable<string> resources)
    {
        var best = RuleAnswer.No;
        foreach (var resource in resources)
        {
            best = best.Or(actions.Aggregate(RuleAnswer.Yes, (answer, action) => answer.And(
                actor.Rights.Rule(Primitives.NumberOf(action), service: null).On(new ResourceName(resource), CallerFacts.Of(actor.Holding, action, service: null, target: null)))));
        }
        return best;
    }

    /// <summary>Whether the caller's own policies let it try: without them only a role that names it, or everyone, lets it in.</summary>
    public bool MayAsk(Actor actor, Primitive primitive, int role) =>
        targets.Trust(subjects[role].Trust!).IsEveryone
        || OnOne(actor, primitive, Primitive.AssumeRole, subjects[role].Holding.NativeId, subjects[role].Holding).Holds != Truth.No;

    /// <summary>The exact answer of the evaluator for one caller and one role, trust policy included.</summary>
    public RuleAnswer MayAssume(Actor actor, int role)
    {
        var key = (actor.Rights, actor.Holding.NativeId, role);
        if (_assumed.TryGetValue(key, out var known))
        {
            return known;
        }
        if (_questions++ >= MostQuestions)
        {
            map.Leave($"Trust policies that decide about each caller by themselves were asked {MostQuestions:N0} times; further callers of such roles are not in this answer.");
            return RuleAnswer.No;
        }
        var (target, trust) = subjects[role];
        var asked = actor.Holding with { ResourcePolicies = [new HeldResourcePolicy(target.NativeId, target.Container, trust!)] };
        var answer = new HoldingCheck(asked, roster.Compiled).Answer(new AccessQuestion(Primitive.AssumeRole, target.NativeId, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)));
        return _assumed[key] = answer.Decision switch
        {
            AccessDecision.Allowed => RuleAnswer.Yes,
            AccessDecision.Conditional => new(Truth.Unknown, [.. answer.MissingContext.DefaultIfEmpty("what is not known").Select(fact => $"{fact} is as the policies ask")]),
            AccessDecision.ExplicitlyDenied or AccessDecision.ImplicitlyDenied => RuleAnswer.No,
        };
    }

    /// <summary>Where an actor may do an action of a primitive.</summary>
    public static ActionRule RuleOf(Actor actor, Primitive primitive, string action) =>
        actor.Rights.Rule(Primitives.NumberOf(action), action == Primitive.PassRole ? primitive.Service : null);

    /// <summary>The policies of its own account that an identity holds by themselves.</summary>
    public static IEnumerable<string> CustomerPolicies(Holding holding) =>
        holding.Policies.Where(policy => policy.Entitlement.Kind == EntitlementKind.ManagedPolicy && !policy.Entitlement.Key.Contains(":iam::aws:", StringComparison.Ordinal))
            .Select(policy => policy.Entitlement.Key);

    /// <summary>The groups that an identity is in.</summary>
    public static IEnumerable<string> GroupsOf(Holding holding) =>
        holding.Policies.Where(policy => policy.Entitlement.Kind == EntitlementKind.GroupMembership).Select(policy => policy.Entitlement.Key).Distinct(StringComparer.Ordinal);

    /// <summary>The ARN of a group of the actor's account.</summary>
    public static string GroupName(Actor actor, string group) =>
        // An export says a user's groups by name; a group's path is nowhere in it, and nearly none has one.
        $"arn:{CallerFacts.Partition(actor.Holding.NativeId)}:iam::{actor.Holding.Container}:group/{group}";

    /// <summary>What the resource control policies above a role's account leave of assuming it; they only deny.</summary>
    private RuleAnswer Controlled(Holding target, ResourceName name, RequestContext facts)
    {
        var parts = new List<RulePart>();
        foreach (var limit in target.Limits.Where(limit => limit.Kind == LimitKind.ResourceControlPolicy && !target.IsManagement && limit.Document is not null))
        {
            parts.AddRange(roster.Document(limit.Document!).Statements
                .Where(pair => !pair.Statement.IsAllow && (pair.Actions & Assume) != 0)
                .Select(pair => new RulePart($"{limit.Name} › {pair.Statement.Name}", pair.Statement.Resources, pair.Statement.Conditions)));
        }
        return parts.Count == 0 ? RuleAnswer.Yes : ActionRule.Spares(parts, name, facts);
    }
}
