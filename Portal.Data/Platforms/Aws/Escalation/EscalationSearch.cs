using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>
/// Goes over all subjects once and adds to the map what each can become. Callers whose rules are alike share one set of targets, so the work
/// is a sum over callers and over sets, not over pairs. <see cref="ActorRoster"/> says who there is, <see cref="PrimitiveCheck"/> what they may,
/// <see cref="StepWriter"/> writes it down.
/// </summary>
internal sealed class EscalationSearch
{
    private static readonly (Primitive Primitive, UInt128[] Needs)[] Table =
    [
        .. Primitives.All.Select(primitive => (primitive, primitive.Actions
            .Select(action => action.Split('|').Aggregate(UInt128.Zero, (all, one) => all | Primitives.Bit(Primitives.NumberOf(one)))).ToArray())),
    ];

    private readonly IReadOnlyList<EscalationSubject> _subjects;
    private readonly TargetIndex _targets;
    private readonly ActorRoster _roster;
    private readonly PrimitiveCheck _check;
    private readonly StepWriter _steps;
    private readonly Dictionary<string, int> _sets = new(StringComparer.Ordinal);

    /// <summary>Prepares a search.</summary>
    /// <param name="subjects">All identities.</param>
    public EscalationSearch(IReadOnlyList<EscalationSubject> subjects)
    {
        _subjects = subjects;
        _targets = new TargetIndex(subjects);
        _roster = new ActorRoster(subjects, _targets, Map);
        _check = new PrimitiveCheck(subjects, _targets, _roster, Map);
        _steps = new StepWriter(Map);
    }

    /// <summary>What was found.</summary>
    public EscalationMap Map { get; } = new();

    /// <summary>Searches.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        _roster.Enter();
        for (var subject = 0; subject < _subjects.Count; subject++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_targets.OutsiderOf(_subjects[subject].Trust) is var (who, answer))
            {
                Map.LetIn(subject, who, answer.Holds == Truth.Unknown);
            }
            Follow(_roster.Of(subject));
            while (_roster.NextChanged() is { } changed)
            {
                Follow(changed);
            }
        }
    }

    private void Follow(Actor actor)
    {
        var administrator = actor.Rights.HoldsAll;
        if (administrator.Holds != Truth.No)
        {
            Map.Add(new EscalationEdge(actor.Node, EscalationMap.Administrator, Map.Add(new EscalationStep(
                EscalationStep.HoldsEverything, "Holds every right", [], Service: null, [], administrator.Conditions))));
        }
        // A role that names a user of its account needs no permission of that user.
        var actions = _targets.Naming(actor.Holding).Count == 0 ? actor.Rights.Actions : actor.Rights.Actions | PrimitiveCheck.Assume;
        foreach (var (primitive, needs) in Table)
        {
            if (administrator.Holds == Truth.Yes && !IsAboutOthers(primitive))
            {
                continue;
            }
            if (Array.TrueForAll(needs, need => (need & actions) != 0) && PrimitiveCheck.Anywhere(actor, primitive) is { Holds: not Truth.No } open)
            {
                Use(actor, primitive, open.If(primitive.Condition));
            }
        }
    }

    private static bool IsAboutOthers(Primitive primitive) => primitive.Target is PrimitiveTarget.User or PrimitiveTarget.Role or PrimitiveTarget.FederatedRole;

    private void Use(Actor actor, Primitive primitive, RuleAnswer open)
    {
        switch (primitive.Target)
        {
            case PrimitiveTarget.Nothing when primitive.Gains == PrimitiveGain.Administrator:
                _steps.Add(actor, primitive, EscalationMap.Administrator, open);
                break;
            case PrimitiveTarget.Nothing:
                // What gives content, but no other identity, leads nowhere: it stays with its caller.
                _steps.Add(actor, primitive, actor.Node, open);
                break;
            case PrimitiveTarget.OwnUser when actor.Holding.Kind == IdentityKind.User:
            case PrimitiveTarget.OwnRole when actor.Holding.Kind == IdentityKind.Role:
                UseOnSelf(actor, primitive, open.And(_check.OnTarget(actor, primitive, actor.Holding.NativeId, actor.Holding)));
                break;
            case PrimitiveTarget.OwnPolicy:
                UseOnSelf(actor, primitive, open.And(PrimitiveCheck.OnAnyOf(actor, primitive.OnTarget, PrimitiveCheck.CustomerPolicies(actor.Holding))));
                break;
            case PrimitiveTarget.OwnGroup:
                UseOnSelf(actor, primitive, open.And(PrimitiveCheck.OnAnyOf(actor, primitive.OnTarget, PrimitiveCheck.GroupsOf(actor.Holding).Select(group => PrimitiveCheck.GroupName(actor, group)))));
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
            ? actor.Rights.HasBoundary ? _roster.NodeOf(actor.Variation with { IsUnbound = true }) : actor.Node
            : _roster.NodeOf(actor.Variation with { HasAnyRight = true });
        if (gained != actor.Node)
        {
            _steps.Add(actor, primitive, gained, answer);
        }
    }

    private void Join(Actor actor, Primitive primitive, RuleAnswer open)
    {
        var mine = PrimitiveCheck.GroupsOf(actor.Holding).ToHashSet(StringComparer.Ordinal);
        var joined = _targets.Groups(actor.Holding.Container).Where(group => !mine.Contains(group.Name))
            .Select(group => (group.Name, Answer: open.And(_check.OnTarget(actor, primitive, PrimitiveCheck.GroupName(actor, group.Name), target: null))))
            .Where(group => group.Answer.Holds != Truth.No).OrderBy(group => group.Name, StringComparer.Ordinal).ToList();
        foreach (var alike in joined.GroupBy(group => string.Join('\n', group.Answer.Conditions), StringComparer.Ordinal))
        {
            var groups = string.Join('\n', alike.Select(group => group.Name));
            if (actor.Variation.Groups.Length == 0)
            {
                _steps.Add(actor, primitive, _roster.NodeOf(actor.Variation with { Groups = groups }), alike.First().Answer);
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
        var rules = primitive.OnTarget.Concat(primitive.OnItsPolicy).Select(action => PrimitiveCheck.RuleOf(actor, primitive, action)).ToList();
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
            _steps.Add(actor, primitive, set, open);
        }
    }

    private int MakeSet(Actor actor, Primitive primitive, List<ActionRule> rules, IReadOnlyList<Member> members)
    {
        int? set = null;
        foreach (var member in Candidates(rules, members, primitive))
        {
            var answer = member.Open.And(_check.OnTarget(actor, primitive, member.Resource, _subjects[member.Subject].Holding));
            if (answer.Holds == Truth.No || Gained(primitive, member.Subject) is not { } gained)
            {
                continue;
            }
            set ??= Map.Add(new EscalationNode(EscalationNodeKind.Set, Subject: -1, Change: null));
            Map.Add(new EscalationEdge(set.Value, gained, _steps.Conditions(answer)));
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
            if (role == actor.Variation.Subject || (!naming.Contains(role) && !_check.MayAsk(actor, primitive, role)))
            {
                continue;
            }
            var target = _subjects[role].Holding;
            var answer = open;
            foreach (var action in primitive.OnTarget.Where(action => action != Primitive.AssumeRole))
            {
                answer = answer.And(_check.OnOne(actor, primitive, action, target.NativeId, target));
            }
            answer = primitive.OnItsPolicy.Count == 0 ? answer : answer.And(PrimitiveCheck.OnAnyOf(actor, primitive.OnItsPolicy, PrimitiveCheck.CustomerPolicies(target)));
            answer = answer.Holds == Truth.No ? answer : answer.And(_check.MayAssume(actor, role));
            if (answer.Holds != Truth.No && Gained(primitive, role) is { } gained)
            {
                _steps.Add(actor, primitive, gained, answer);
            }
        }
    }

    private int? Gained(Primitive primitive, int subject) => primitive.Gains == PrimitiveGain.TargetAnyRight
        ? _roster.NodeOf(Variation.Of(subject) with { HasAnyRight = true })
        : EscalationMap.NodeOf(subject);
}
