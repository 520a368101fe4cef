using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>
/// What one holding allows of the actions that primitives need, after its boundary, the organization's limits and every deny. Identities with
/// the same documents share it, unless a document speaks about its holder.
/// </summary>
internal sealed class CallerRights
{
    private readonly Holding _holding;
    private readonly List<(string Name, EscalationDocument Document)> _own = [];
    private readonly List<List<(string Name, EscalationDocument? Document)>> _limits = [];
    private readonly List<(string Name, EscalationDocument? Document)> _boundary = [];
    private readonly Dictionary<(int Action, string? Service), ActionRule> _rules = [];
    private RuleAnswer? _administrator;

    /// <summary>Reads a holding.</summary>
    /// <param name="holding">The holding.</param>
    /// <param name="read">Reads documents, each once.</param>
    public CallerRights(Holding holding, Func<PolicyText, EscalationDocument> read)
    {
        _holding = holding;
        foreach (var policy in holding.Policies)
        {
            if (policy.Document is { } text && read(text) is { Compiled.ProblemWithoutPrincipal: null } document)
            {
                _own.Add((policy.Name, document));
            }
        }
        var isBound = !holding.IsManagement && AwsPrincipal.Read(holding.NativeId)?.IsServiceLinked != true;
        foreach (var level in holding.Limits.Where(limit => limit.Kind == LimitKind.ServiceControlPolicy && isBound).GroupBy(limit => limit.Target, StringComparer.Ordinal))
        {
            _limits.Add([.. level.Select(Read)]);
        }
        _boundary.AddRange(holding.Limits.Where(limit => limit.Kind == LimitKind.Boundary).Select(Read));
        if (_boundary.Count > 0)
        {
            _limits.Insert(0, _boundary);
        }
        Actions = _limits.Aggregate(
            _own.Aggregate(UInt128.Zero, (all, policy) => all | policy.Document.Allows),
            (left, layer) => layer.Any(policy => policy.Document is null) ? left : left & layer.Aggregate(UInt128.Zero, (all, policy) => all | policy.Document!.Allows));

        (string, EscalationDocument?) Read(HeldLimit limit) =>
            (limit.Name, limit.Document is { } text && read(text) is { Compiled.ProblemWithoutPrincipal: null } document ? document : null);
    }

    /// <summary>The actions of primitives that may be allowed somewhere; what is not in here surely is not.</summary>
    public UInt128 Actions { get; }

    /// <summary>True when giving it any right gives it everything: nothing of its own denies, and it has no boundary.</summary>
    public bool IsOpenAbove => _boundary.Count == 0 && !_own.Exists(policy => policy.Document.HasDeny);

    /// <summary>True when it has a boundary.</summary>
    public bool HasBoundary => _boundary.Count > 0;

    /// <summary>Whether everything is allowed to it that its account's organization leaves to anyone.</summary>
    public RuleAnswer IsAdministrator => _administrator ??= Administrator();

    /// <summary>Where it may do an action.</summary>
    /// <param name="action">The action's number in the table.</param>
    /// <param name="service">The service that a role is passed to; null for other actions.</param>
    public ActionRule Rule(int action, string? service)
    {
        if (!_rules.TryGetValue((action, service), out var rule))
        {
            var facts = CallerFacts.Of(_holding, Primitives.Actions[action], service, target: null);
            var layers = new List<IReadOnlyList<RulePart>> { Parts(_own!, action, facts, isAllow: true) };
            layers.AddRange(_limits.Select(layer => Parts(layer, action, facts, isAllow: true)));
            var denies = Parts(_own!, action, facts, isAllow: false).Concat(_limits.SelectMany(layer => Parts(layer, action, facts, isAllow: false))).ToList();
            _rules[(action, service)] = rule = new ActionRule(Primitives.Names[action], layers, denies);
        }
        return rule;
    }

    private static List<RulePart> Parts(IEnumerable<(string Name, EscalationDocument? Document)> policies, int action, RequestContext facts, bool isAllow)
    {
        var parts = new List<RulePart>();
        var bit = Primitives.Bit(action);
        foreach (var (name, document) in policies)
        {
            if (document is null)
            {
                // Only limits come here: of an unknown one nothing is sure, neither that it allows nor that it denies.
                if (isAllow)
                {
                    parts.Add(new RulePart(name, Resources: null, [], $"{name}, whose content is unknown, allows it"));
                }
                continue;
            }
            foreach (var (statement, actions) in document.Statements)
            {
                if (statement.IsAllow == isAllow && (actions & bit) != 0 && Open(statement, facts) is { } open)
                {
                    parts.Add(new RulePart($"{name} › {statement.Name}", statement.Resources, open));
                }
            }
        }
        return parts;
    }

    /// <summary>The statement's conditions that stay open; null when one of them surely does not hold.</summary>
    private static List<PolicyCondition>? Open(PolicyStatement statement, RequestContext facts)
    {
        var open = new List<PolicyCondition>();
        foreach (var condition in statement.Conditions)
        {
            switch (condition.Holds(facts))
            {
                case Truth.No:
                    return null;
                case Truth.Unknown:
                    open.Add(condition);
                    break;
            }
        }
        return open;
    }

    private RuleAnswer Administrator()
    {
        var everything = _own.Aggregate(UInt128.Zero, (all, policy) => all | policy.Document.Allows);
        if (everything != Primitives.Bit(Primitives.Actions.Count) - 1)
        {
            return RuleAnswer.No;
        }
        var facts = CallerFacts.Of(_holding, string.Empty, service: null, target: null);
        var own = Everything(_own.Select(policy => (policy.Name, (EscalationDocument?)policy.Document)), facts);
        return _boundary.Count == 0 ? own : own.And(Everything(_boundary, facts));
    }

    /// <summary>Whether these policies together allow every action on every resource.</summary>
    private static RuleAnswer Everything(IEnumerable<(string Name, EscalationDocument? Document)> policies, RequestContext facts)
    {
        var (sure, possible) = (ActionSet.None, ActionSet.None);
        var denied = new List<(ActionSet Actions, List<PolicyCondition> Open, string Name)>();
        var conditions = new List<string>();
        foreach (var (name, document) in policies)
        {
            if (document is null)
            {
                possible = ActionSet.All;
                conditions.Add($"{name}, whose content is unknown, allows it");
                continue;
            }
            foreach (var compiled in document.Compiled.Statements)
            {
                if (Open(compiled.Statement, facts) is not { } open)
                {
                    continue;
                }
                if (!compiled.Statement.IsAllow)
                {
                    denied.Add((compiled.Actions, open, $"{name} › {compiled.Statement.Name}"));
                }
                else if (compiled.IsOnEverything)
                {
                    sure = open.Count == 0 ? sure.Or(compiled.Actions) : sure;
                    possible = possible.Or(compiled.Actions);
                    conditions.AddRange(open.Select(condition => condition.ToString()));
                }
            }
        }
        foreach (var (actions, open, name) in denied)
        {
            sure = sure.Except(actions);
            if (open.Count == 0)
            {
                possible = possible.Except(actions);
            }
            else
            {
                conditions.Add($"{name} does not deny it ({string.Join(" and ", open)})");
            }
        }
        return sure.Covers(ActionSet.All) ? RuleAnswer.Yes
            : possible.Covers(ActionSet.All) ? new(Truth.Unknown, [.. conditions.Distinct(StringComparer.Ordinal)])
            : RuleAnswer.No;
    }
}
