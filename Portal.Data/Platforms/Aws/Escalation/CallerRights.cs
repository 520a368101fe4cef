using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>
/// What one holding allows of the actions that primitives need, after its boundary, the organization's limits and every deny. Identities with
/// the same documents share it, unless a document speaks about its holder.
/// </summary>
internal sealed class CallerRights
{
    // So many statements about one action are told one by one.
    private const int MostParts = 50;

    private readonly Holding _holding;
    private readonly CompiledPolicies _compiled;
    private readonly List<(string Name, EscalationDocument Document)> _own = [];
    private readonly List<List<(string Name, EscalationDocument? Document)>> _limits = [];
    private readonly List<(string Name, EscalationDocument? Document)> _boundary = [];
    private readonly Dictionary<(int Action, string? Service), ActionRule> _rules = [];
    private (RuleAnswer Holds, bool IsOne)? _administrator;

    /// <summary>Reads a holding.</summary>
    /// <param name="holding">The holding.</param>
    /// <param name="read">Reads documents, each once.</param>
    /// <param name="compiled">Compiled documents, for the test of administrators.</param>
    public CallerRights(Holding holding, Func<PolicyText, EscalationDocument> read, CompiledPolicies compiled)
    {
        _holding = holding;
        _compiled = compiled;
        foreach (var policy in holding.Policies)
        {
            if (policy.Document is { } text && read(text) is { Compiled.ProblemWithoutPrincipal: null } document)
            {
                _own.Add((policy.Name, document));
            }
            if (AppliedForm.Unread(policy, compiled, "make more ways or fewer than are found", follows: true) is { } unread && IsUnknown(policy))
            {
                Unread.Add(unread);
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

        bool IsUnknown(HeldPolicy policy) => policy.Document is null || compiled.Follow(policy.Document).IsTooComplex;

        (string, EscalationDocument?) Read(HeldLimit limit) =>
            (limit.Name, limit.Document is { } text && read(text) is { Compiled.ProblemWithoutPrincipal: null } document ? document : null);
    }

    /// <summary>Which of its policies are unknown, in plain sentences.</summary>
    public List<string> Unread { get; } = [];

    /// <summary>The actions of primitives that may be allowed somewhere; what is not in here surely is not.</summary>
    public UInt128 Actions { get; }

    /// <summary>True when it has a boundary.</summary>
    public bool HasBoundary => _boundary.Count > 0;

    /// <summary>Whether it holds everything that its account's organization leaves to anyone: an administrator without a further step.</summary>
    public RuleAnswer HoldsAll => (_administrator ??= Administrator()).Holds;

    /// <summary>True when it is an administrator in any sense: when it was given everything, what it can still give itself counts as well.</summary>
    public bool IsAdministrator => (_administrator ??= Administrator()).IsOne;

    /// <summary>Where it may do an action.</summary>
    /// <param name="action">The action's number in the table.</param>
    /// <param name="service">The service that a role is passed to; null for other actions.</param>
    public ActionRule Rule(int action, string? service)
    {
        if (!_rules.TryGetValue((action, service), out var rule))
        {
            var facts = CallerFacts.Of(_holding, Primitives.Actions[action], service, target: null);
            var layers = new List<IReadOnlyList<RulePart>> { Few(Parts(_own!, action, facts, isAllow: true), "allow") };
            layers.AddRange(_limits.Select(layer => Few(Parts(layer, action, facts, isAllow: true), "allow")));
            var denies = Few([.. Parts(_own!, action, facts, isAllow: false), .. _limits.SelectMany(layer => Parts(layer, action, facts, isAllow: false))], "deny");
            _rules[(action, service)] = rule = new ActionRule(Primitives.Names[action], layers, denies);
        }
        return rule;
    }

    /// <summary>Of more parts than can be told one by one, one that always applies; without one, that some may.</summary>
    private static List<RulePart> Few(List<RulePart> parts, string effect) => parts.Count <= MostParts ? parts
        : parts.Find(part => part.IsPlain) is { } plain ? [plain]
        : [new RulePart($"{parts.Count} statements", Resources: null, [], $"one of {parts.Count} statements that {effect} it under conditions applies, which are too many to follow")];

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

    /// <summary>As the one test of administrators says; it is asked only about those who may be one, and those are few.</summary>
    private (RuleAnswer Holds, bool IsOne) Administrator()
    {
        var allowed = _own.Aggregate(UInt128.Zero, (all, policy) => all | policy.Document.Allows);
        if (allowed != Primitives.Bit(Primitives.Actions.Count) - 1)
        {
            return (RuleAnswer.No, IsOne: false);
        }
        var evaluation = SymbolicEvaluation.Of(_holding, _compiled);
        var facts = evaluation.Administrator;
        var holds = AdministratorTest.HoldsAllIf(facts, evaluation.Pieces) switch
        {
            null => RuleAnswer.No,
            { Count: 0 } => RuleAnswer.Yes,
            var conditions => new RuleAnswer(Truth.Unknown, conditions),
        };
        return (holds, AdministratorTest.Of(facts) is not null);
    }
}
