using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>
/// Goes over all subjects once and adds to the map what each can become. Callers whose rules are alike share one set of targets, so the work
/// is a sum over callers and over sets, not over pairs.
/// </summary>
/// <param name="subjects">All identities.</param>
internal sealed class EscalationSearch(IReadOnlyList<EscalationSubject> subjects)
{
    // Trust policies that decide about each caller by themselves are asked pair by pair; this many times at most.
    private const int MostQuestions = 100_000;
    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private static readonly HeldPolicy AnyRight = new(
        new(EntitlementKind.InlinePolicy, "any-right", "any right"), "any right", new PolicyText(PolicyNormalizer.Hash(Everything), Everything));

    private static readonly (Primitive Primitive, UInt128[] Needs)[] Table =
    [
        .. Primitives.All.Select(primitive => (primitive, primitive.Actions
            .Select(action => action.Split('|').Aggregate(UInt128.Zero, (all, one) => all | Primitives.Bit(Primitives.NumberOf(one)))).ToArray())),
    ];

    private static readonly UInt128 Assume = Primitives.Bit(Primitives.NumberOf(Primitive.AssumeRole));

    private readonly TargetIndex _targets = new(subjects);
    private readonly CompiledPolicies _compiled = new(capacity: 10_000);
    private readonly Dictionary<string, EscalationDocument> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CallerRights> _rights = new(StringComparer.Ordinal);
    private readonly Dictionary<Variation, int> _nodes = [];
    private readonly Dictionary<string, int> _sets = new(StringComparer.Ordinal);
    private readonly Dictionary<(CallerRights Rights, Primitive Primitive, int To, string Conditions), int> _steps = [];
    private readonly Dictionary<string, int> _conditions = new(StringComparer.Ordinal);
    private readonly Dictionary<(CallerRights Rights, string Caller, int Role), RuleAnswer> _assumed = [];
    private readonly Queue<Actor> _actors = [];
    private int _questions;

    /// <summary>What was found.</summary>
    public EscalationMap Map { get; } = new();

    /// <summary>Searches.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        for (var subject = 0; subject < subjects.Count; subject++)
        {
            _nodes[Variation.Of(subject)] = Map.Add(new EscalationNode(EscalationNodeKind.Identity, subject, Change: null));
        }
        for (var subject = 0; subject < subjects.Count; subject++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var holding = subjects[subject].Holding;
            if (_targets.OutsiderOf(subjects[subject].Trust) is var (who, answer))
            {
                Map.LetIn(subject, who, answer.Holds == Truth.Unknown);
            }
            Follow(new Actor(EscalationMap.NodeOf(subject), Variation.Of(subject), holding, RightsOf(holding)));
            while (_actors.TryDequeue(out var changed))
            {
                Follow(changed);
            }
        }
    }

    private void Follow(Actor actor)
    {
        var administrator = actor.Rights.IsAdministrator;
        if (administrator.Holds != Truth.No)
        {
            Map.Add(new EscalationEdge(actor.Node, EscalationMap.Administrator, Map.Add(new EscalationStep(
                EscalationStep.HoldsEverything, "Holds every right", [], Service: null, [], administrator.Conditions))));
        }
        // A role that names a user of its account needs no permission of that user.
        var actions = _targets.Naming(actor.Holding).Count == 0 ? actor.Rights.Actions : actor.Rights.Actions | Assume;
        foreach (var (primitive, needs) in Table)
        {
            if (administrator.Holds == Truth.Yes && !IsAboutOthers(primitive))
            {
                continue;
            }
            if (Array.TrueForAll(needs, need => (need & actions) != 0) && Anywhere(actor, primitive) is { Holds: not Truth.No } open)
            {
                Use(actor, primitive, open.If(primitive.Condition));
            }
        }
    }

    private static bool IsAboutOthers(Primitive primitive) => primitive.Target is PrimitiveTarget.User or PrimitiveTarget.Role or PrimitiveTarget.FederatedRole;

    /// <summary>Whether the actions that a primitive needs on some resource are allowed.</summary>
    private static RuleAnswer Anywhere(Actor actor, Primitive primitive)
    {
        var answer = RuleAnswer.Yes;
        foreach (var action in primitive.Anywhere)
        {
            answer = answer.And(action.Split('|').Aggregate(RuleAnswer.No, (best, one) => best.Or(actor.Rights.Rule(Primitives.NumberOf(one), service: null).Somewhere())));
        }
        return answer;
    }

    private void Use(Actor actor, Primitive primitive, RuleAnswer open)
    {
        switch (primitive.Target)
        {
            case PrimitiveTarget.Nothing when primitive.Gains == PrimitiveGain.Administrator:
                Add(actor, primitive, EscalationMap.Administrator, open);
                break;
            case PrimitiveTarget.Nothing:
                // What gives content, but no other identity, leads nowhere: it stays with its caller.
                Add(actor, primitive, actor.Node, open);
                break;
            case PrimitiveTarget.OwnUser when actor.Holding.Kind == IdentityKind.User:
            case PrimitiveTarget.OwnRole when actor.Holding.Kind == IdentityKind.Role:
                UseOnSelf(actor, primitive, open.And(OnTarget(actor, primitive, actor.Holding.NativeId, actor.Holding)));
                break;
            case PrimitiveTarget.OwnPolicy:
                UseOnSelf(actor, primitive, open.And(OnAnyOf(actor, primitive.OnTarget, CustomerPolicies(actor.Holding))));
                break;
            case PrimitiveTarget.OwnGroup:
                UseOnSelf(actor, primitive, open.And(OnAnyOf(actor, primitive.OnTarget, GroupsOf(actor.Holding).Select(group => GroupName(actor, group)))));
                break;
            case PrimitiveTarget.Group when actor.Holding.Kind == IdentityKind.User:
                Join(actor, primitive, open);
                break;
            case PrimitiveTarget.User or PrimitiveTarget.Role or PrimitiveTarget.FederatedRole:
                UseOnOthers(actor, primitive, open);
                break;
        }
    }

    private void UseOnSelf(Actor actor, Primitive primitive, RuleAnswer answer)
    {
        if (answer.Holds == Truth.No)
        {
            return;
        }
        var gained = primitive.Gains == PrimitiveGain.NoBoundary
            ? actor.Rights.HasBoundary ? NodeOf(actor.Variation with { IsUnbound = true }) : actor.Node
            : NodeOf(actor.Variation with { HasAnyRight = true });
        if (gained != actor.Node)
        {
            Add(actor, primitive, gained, answer);
        }
    }

    private void Join(Actor actor, Primitive primitive, RuleAnswer open)
    {
        var mine = GroupsOf(actor.Holding).ToHashSet(StringComparer.Ordinal);
        var joined = _targets.Groups(actor.Holding.Container).Where(group => !mine.Contains(group.Name))
            .Select(group => (group.Name, Answer: open.And(OnTarget(actor, primitive, GroupName(actor, group.Name), target: null))))
            .Where(group => group.Answer.Holds != Truth.No).OrderBy(group => group.Name, StringComparer.Ordinal).ToList();
        foreach (var alike in joined.GroupBy(group => string.Join('\n', group.Answer.Conditions), StringComparer.Ordinal))
        {
            var groups = string.Join('\n', alike.Select(group => group.Name));
            if (actor.Variation.Groups.Length == 0)
            {
                Add(actor, primitive, NodeOf(actor.Variation with { Groups = groups }), alike.First().Answer);
            }
        }
    }

    private void UseOnOthers(Actor actor, Primitive primitive, RuleAnswer open)
    {
        var account = actor.Holding.Container;
        if (primitive.NeedsAssume)
        {
            UseOnSet(actor, primitive, _targets.Trusting(account), $"trusts {account}", open);
            UseOnEach(actor, primitive, open);
        }
        else if (primitive.Service is { } service)
        {
            UseOnSet(actor, primitive, _targets.OfService(service, account), $"{service} in {account}", open);
        }
        else
        {
            UseOnSet(actor, primitive, _targets.Of(primitive.Target, account), $"{primitive.Target} in {account}", open);
        }
    }

    /// <summary>Targets that are all reached in the same way: one way to the set of them, which all callers with the same rules share.</summary>
    private void UseOnSet(Actor actor, Primitive primitive, IReadOnlyList<Member> members, string which, RuleAnswer open)
    {
        var rules = primitive.OnTarget.Concat(primitive.OnItsPolicy).Select(action => RuleOf(actor, primitive, action)).ToList();
        if (members.Count == 0 || rules.Exists(rule => rule.IsNever))
        {
            return;
        }
        var key = string.Join('\u0006', rules.Select(rule => rule.Key).Prepend($"{primitive.Gains}{primitive.OnItsPolicy.Count}{which}").Append(
            rules.Exists(rule => rule.DependsOnCaller) ? actor.Holding.NativeId : string.Empty));
        if (!_sets.TryGetValue(key, out var set))
        {
            _sets[key] = set = MakeSet(actor, primitive, rules, members);
        }
        if (set >= 0)
        {
            Add(actor, primitive, set, open);
        }
    }

    private int MakeSet(Actor actor, Primitive primitive, List<ActionRule> rules, IReadOnlyList<Member> members)
    {
        int? set = null;
        foreach (var member in Candidates(rules, members, primitive))
        {
            var answer = member.Open.And(OnTarget(actor, primitive, member.Resource, subjects[member.Subject].Holding));
            if (answer.Holds == Truth.No || Gained(primitive, member.Subject) is not { } gained)
            {
                continue;
            }
            set ??= Map.Add(new EscalationNode(EscalationNodeKind.Set, Subject: -1, Change: null));
            Map.Add(new EscalationEdge(set.Value, gained, Conditions(answer)));
        }
        return set ?? -1;
    }

    /// <summary>When a rule names its targets one by one, only those; else all.</summary>
    private IEnumerable<Member> Candidates(List<ActionRule> rules, IReadOnlyList<Member> members, Primitive primitive)
    {
        if (primitive.Target == PrimitiveTarget.FederatedRole || rules.Take(primitive.OnTarget.Count).Select(rule => rule.ExactResources()).FirstOrDefault(exact => exact is not null) is not { } names)
        {
            return members;
        }
        var named = names.Select(_targets.Find).OfType<int>().ToHashSet();
        return named.Count == 0 ? [] : members.Where(member => named.Contains(member.Subject));
    }

    /// <summary>Roles that name this caller, or decide about each caller by themselves.</summary>
    private void UseOnEach(Actor actor, Primitive primitive, RuleAnswer open)
    {
        var naming = _targets.Naming(actor.Holding).ToHashSet();
        foreach (var role in naming.Concat(_targets.DecidingEach).Distinct())
        {
            if (role == actor.Variation.Subject || (!naming.Contains(role) && !MayAsk(actor, primitive, role)))
            {
                continue;
            }
            var target = subjects[role].Holding;
            var answer = open;
            foreach (var action in primitive.OnTarget.Where(action => action != Primitive.AssumeRole))
            {
                answer = answer.And(OnOne(actor, primitive, action, target.NativeId, target));
            }
            answer = primitive.OnItsPolicy.Count == 0 ? answer : answer.And(OnAnyOf(actor, primitive.OnItsPolicy, CustomerPolicies(target)));
            answer = answer.Holds == Truth.No ? answer : answer.And(MayAssume(actor, role));
            if (answer.Holds != Truth.No && Gained(primitive, role) is { } gained)
            {
                Add(actor, primitive, gained, answer);
            }
        }
    }

    /// <summary>Whether the caller's own policies let it try: without them only a role that names it, or everyone, lets it in.</summary>
    private bool MayAsk(Actor actor, Primitive primitive, int role) =>
        _targets.Trust(subjects[role].Trust!).IsEveryone
        || OnOne(actor, primitive, Primitive.AssumeRole, subjects[role].Holding.NativeId, subjects[role].Holding).Holds != Truth.No;

    /// <summary>The exact answer of the evaluator for one caller and one role, trust policy included.</summary>
    private RuleAnswer MayAssume(Actor actor, int role)
    {
        var key = (actor.Rights, actor.Holding.NativeId, role);
        if (_assumed.TryGetValue(key, out var known))
        {
            return known;
        }
        if (_questions++ >= MostQuestions)
        {
            Map.Leave($"Trust policies that decide about each caller by themselves were asked {MostQuestions:N0} times; further callers of such roles are not in this answer.");
            return RuleAnswer.No;
        }
        var (target, trust) = subjects[role];
        var asked = actor.Holding with { ResourcePolicies = [new HeldResourcePolicy(target.NativeId, target.Container, trust!)] };
        var answer = new HoldingCheck(asked, _compiled).Answer(new AccessQuestion(Primitive.AssumeRole, target.NativeId, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)));
        return _assumed[key] = answer.Decision switch
        {
            AccessDecision.Allowed => RuleAnswer.Yes,
            AccessDecision.Conditional => new(Truth.Unknown, [.. answer.MissingContext.DefaultIfEmpty("what is not known").Select(fact => $"{fact} is as the policies ask")]),
            AccessDecision.ExplicitlyDenied or AccessDecision.ImplicitlyDenied => RuleAnswer.No,
        };
    }

    private RuleAnswer OnTarget(Actor actor, Primitive primitive, string resource, Holding? target)
    {
        var answer = RuleAnswer.Yes;
        foreach (var action in primitive.OnTarget)
        {
            answer = answer.And(OnOne(actor, primitive, action, resource, target));
        }
        return primitive.OnItsPolicy.Count == 0 || target is null ? answer : answer.And(OnAnyOf(actor, primitive.OnItsPolicy, CustomerPolicies(target)));
    }

    private RuleAnswer OnOne(Actor actor, Primitive primitive, string action, string resource, Holding? target)
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

    /// <summary>What the resource control policies above a role's account leave of assuming it; they only deny.</summary>
    private RuleAnswer Controlled(Holding target, ResourceName name, RequestContext facts)
    {
        var parts = new List<RulePart>();
        foreach (var limit in target.Limits.Where(limit => limit.Kind == LimitKind.ResourceControlPolicy && !target.IsManagement && limit.Document is not null))
        {
            parts.AddRange(Document(limit.Document!).Statements
                .Where(pair => !pair.Statement.IsAllow && (pair.Actions & Assume) != 0)
                .Select(pair => new RulePart($"{limit.Name} › {pair.Statement.Name}", pair.Statement.Resources, pair.Statement.Conditions)));
        }
        return parts.Count == 0 ? RuleAnswer.Yes : ActionRule.Spares(parts, name, facts);
    }

    private static RuleAnswer OnAnyOf(Actor actor, IReadOnlyList<string> actions, IEnumerable<string> resources)
    {
        var best = RuleAnswer.No;
        foreach (var resource in resources)
        {
            best = best.Or(actions.Aggregate(RuleAnswer.Yes, (answer, action) => answer.And(
                actor.Rights.Rule(Primitives.NumberOf(action), service: null).On(new ResourceName(resource), CallerFacts.Of(actor.Holding, action, service: null, target: null)))));
        }
        return best;
    }

    private static ActionRule RuleOf(Actor actor, Primitive primitive, string action) =>
        actor.Rights.Rule(Primitives.NumberOf(action), action == Primitive.PassRole ? primitive.Service : null);

    private static IEnumerable<string> CustomerPolicies(Holding holding) =>
        holding.Policies.Where(policy => policy.Entitlement.Kind == EntitlementKind.ManagedPolicy && !policy.Entitlement.Key.Contains(":iam::aws:", StringComparison.Ordinal))
            .Select(policy => policy.Entitlement.Key);

    private static IEnumerable<string> GroupsOf(Holding holding) =>
        holding.Policies.Where(policy => policy.Entitlement.Kind == EntitlementKind.GroupMembership).Select(policy => policy.Entitlement.Key).Distinct(StringComparer.Ordinal);

    // An export says a user's groups by name; a group's path is nowhere in it, and nearly none has one.
    private static string GroupName(Actor actor, string group) =>
        $"arn:{CallerFacts.Partition(actor.Holding.NativeId)}:iam::{actor.Holding.Container}:group/{group}";

    private int? Gained(Primitive primitive, int subject) => primitive.Gains == PrimitiveGain.TargetAnyRight
        ? NodeOf(Variation.Of(subject) with { HasAnyRight = true })
        : EscalationMap.NodeOf(subject);

    /// <summary>The node of a changed subject; the administrator's when the change gives it everything.</summary>
    private int NodeOf(Variation variation)
    {
        if (_nodes.TryGetValue(variation, out var node))
        {
            return node;
        }
        var holding = HoldingOf(variation);
        var rights = RightsOf(holding);
        if (rights.IsAdministrator.Holds == Truth.Yes)
        {
            return _nodes[variation] = EscalationMap.Administrator;
        }
        _nodes[variation] = node = Map.Add(new EscalationNode(EscalationNodeKind.Changed, variation.Subject, variation.Change));
        _actors.Enqueue(new Actor(node, variation, holding, rights));
        return node;
    }

    private Holding HoldingOf(Variation variation)
    {
        var holding = subjects[variation.Subject].Holding;
        if (variation.Groups.Length > 0)
        {
            var groups = variation.Groups.Split('\n').ToHashSet(StringComparer.Ordinal);
            holding = holding with { Policies = [.. holding.Policies, .. _targets.Groups(holding.Container).Where(group => groups.Contains(group.Name)).SelectMany(group => group.Policies)] };
        }
        if (variation.IsUnbound)
        {
            holding = holding with { Limits = [.. holding.Limits.Where(limit => limit.Kind != LimitKind.Boundary)] };
        }
        return variation.HasAnyRight ? holding with { Policies = [.. holding.Policies, AnyRight] } : holding;
    }

    private CallerRights RightsOf(Holding holding)
    {
        var texts = holding.Policies.Select(policy => policy.Document).Concat(holding.Limits.Select(limit => limit.Document));
        var isSpecific = texts.Any(text => text is not null && Document(text).IsSpecific);
        var key = string.Join('\n', holding.Policies.Select(policy => $"{policy.Name} {policy.Document?.Hash}")
            .Concat(holding.Limits.Select(limit => $"{limit.Kind} {limit.Target} {limit.Document?.Hash}".Replace(isSpecific ? "\0" : holding.NativeId, "self", StringComparison.Ordinal)))
            .Append($"{holding.Container} {holding.Kind} {holding.IsManagement} {(isSpecific ? holding.NativeId : string.Empty)}"));
        if (!_rights.TryGetValue(key, out var rights))
        {
            _rights[key] = rights = new CallerRights(holding, Document);
        }
        return rights;
    }

    private EscalationDocument Document(PolicyText text)
    {
        if (!_documents.TryGetValue(text.Hash, out var document))
        {
            _documents[text.Hash] = document = EscalationDocument.Of(text);
        }
        return document;
    }

    private void Add(Actor actor, Primitive primitive, int to, RuleAnswer answer)
    {
        if (answer.Holds == Truth.No)
        {
            return;
        }
        var key = (actor.Rights, primitive, to, string.Join('\n', answer.Conditions));
        if (!_steps.TryGetValue(key, out var step))
        {
            var granted = primitive.Actions.Select(action => action.Split('|')).Select(ones => ones.FirstOrDefault(one => !RuleOf(actor, primitive, one).IsNever) ?? ones[0]).ToList();
            _steps[key] = step = Map.Add(new EscalationStep(
                primitive.Id,
                primitive.Name,
                granted,
                primitive.Service,
                [.. granted.Select(action => (action, RuleOf(actor, primitive, action).GrantedBy)).Where(pair => pair.GrantedBy.Length > 0).Select(pair => $"{pair.action}: {pair.GrantedBy}")],
                answer.Conditions));
        }
        Map.Add(new EscalationEdge(actor.Node, to, step));
    }

    private int Conditions(RuleAnswer answer)
    {
        if (answer.Conditions.Count == 0)
        {
            return EscalationEdge.NoStep;
        }
        var key = string.Join('\n', answer.Conditions);
        if (!_conditions.TryGetValue(key, out var step))
        {
            _conditions[key] = step = Map.Add(new EscalationStep(string.Empty, string.Empty, [], Service: null, [], answer.Conditions));
        }
        return step;
    }
}
