using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>What cuts the permissions of one caller whatever it holds: its boundary and the organization's policies above it, opened for it.</summary>
internal sealed class CallerLimits
{
    private static readonly ResourceElement Everything = new(IsNegated: false, [ResourcePattern.Any]);

    private static readonly Lazy<ActionSet> WithResourceControl = new(() => ActionSet.Of(Enumerable.Range(0, ActionCatalogue.Instance.Count)
        .Where(id => ActionCatalogue.Instance.HasResourceControl(ActionCatalogue.Instance.Service(id).Prefix) && ActionCatalogue.Instance.Name(id) != "kms:RetireGrant")));

    private readonly AwsPrincipal? _principal;
    private readonly PrincipalContext _context;
    private readonly CompiledPolicies _compiled;
    private readonly IReadOnlyCollection<ActionPattern> _strangers;
    private readonly List<LimitLayer> _layers = [];
    private readonly List<DenyRule> _denies = [];
    private readonly List<CompiledPolicy> _policies = [];
    private readonly List<string> _notModelled = [];

    private CallerLimits(AwsPrincipal? principal, PrincipalContext context, CompiledPolicies compiled, IReadOnlyCollection<ActionPattern> strangers)
    {
        _principal = principal;
        _context = context;
        _compiled = compiled;
        _strangers = strangers;
    }

    /// <summary>The layers that must allow, in their order.</summary>
    public IReadOnlyList<LimitLayer> Layers => _layers;

    /// <summary>What the limits deny.</summary>
    public IReadOnlyList<DenyRule> Denies => _denies;

    /// <summary>The limits whose content is known and sound.</summary>
    public IReadOnlyList<CompiledPolicy> Policies => _policies;

    /// <summary>What is not known of them, in plain sentences.</summary>
    public IReadOnlyList<string> NotModelled => _notModelled;

    /// <summary>Opens the limits of a holding.</summary>
    /// <param name="holding">Whose limits.</param>
    /// <param name="principal">The caller; null when its name is none of AWS.</param>
    /// <param name="context">What is known of the caller.</param>
    /// <param name="compiled">Compiled documents.</param>
    /// <param name="strangers">Names outside the catalogue that its policies and limits speak of.</param>
    public static CallerLimits Of(
        Holding holding, AwsPrincipal? principal, PrincipalContext context, CompiledPolicies compiled, IReadOnlyCollection<ActionPattern> strangers)
    {
        var limits = new CallerLimits(principal, context, compiled, strangers);
        foreach (var group in holding.Limits.Where(limit => limit.Kind != LimitKind.ResourceControlPolicy).GroupBy(limit => (limit.Kind, limit.Target)))
        {
            if (group.Key.Kind != LimitKind.ServiceControlPolicy || !IsExempt(holding, principal))
            {
                limits.Add(group.Key.Kind, group.Key.Target, [.. group]);
            }
        }
        foreach (var fence in FencesOf(holding, principal))
        {
            limits.Add(fence, holding);
        }
        return limits;
    }

    /// <summary>The resource control policies that a caller may meet; none for a service-linked role.</summary>
    public static IReadOnlyList<ResourceFence> FencesOf(Holding holding, AwsPrincipal? principal) => principal?.IsServiceLinked == true ? [] : ResourceFence.Of(holding);

    /// <summary>True when service control policies do not bind the caller.</summary>
    public static bool IsExempt(Holding holding, AwsPrincipal? principal) => holding.IsManagement || principal?.IsServiceLinked == true;

    /// <summary>What a policy denies its holder, or all that it limits.</summary>
    public static IEnumerable<DenyRule> DeniesOf(
        PolicyLayer layer, string prefix, CompiledPolicy policy, string hash, PrincipalContext context, IReadOnlyCollection<ActionPattern> strangers)
    {
        foreach (var statement in policy.Statements.Where(statement => !statement.Statement.IsAllow))
        {
            if (context.Open(statement) is { } open)
            {
                yield return new DenyRule(
                    layer, $"{prefix} › {statement.Statement.Name}", new StatementPlace(hash, statement.Pointer), statement.Within(strangers), open.Resources ?? Everything, open.Conditions);
            }
        }
    }

    private void Add(LimitKind kind, string target, List<HeldLimit> limits)
    {
        var layer = kind == LimitKind.Boundary ? PolicyLayer.Boundary : PolicyLayer.ServiceControl;
        var allows = new List<(OpenStatement, StatementPlace)>();
        var unknown = new List<string>();
        foreach (var limit in limits)
        {
            var name = $"{layer.Words} {limit.Name}";
            var compiled = limit.Document is null ? null : _compiled.Follow(limit.Document);
            if (compiled is null || compiled.ProblemWithoutPrincipal is not null)
            {
                unknown.Add(name);
                _notModelled.Add(Unknown(name, compiled));
                continue;
            }
            allows.AddRange(compiled.Statements.Where(statement => statement.Statement.IsAllow)
                .Select(statement => (Open: _context.Open(statement), Place: new StatementPlace(limit.Document!.Hash, statement.Pointer)))
                .Where(statement => statement.Open is not null)
                .Select(statement => (statement.Open!, statement.Place)));
            _policies.Add(compiled);
            _denies.AddRange(DeniesOf(layer, name, compiled, limit.Document!.Hash, _context, _strangers));
        }
        _layers.Add(new LimitLayer(layer, limits.Count == 1 ? $"{layer.Words} {limits[0].Name}" : $"{Several(layer)} on {target}", allows, unknown, _strangers));
    }

    private void Add(ResourceFence fence, Holding holding)
    {
        var name = $"{PolicyLayer.ResourceControl.Words} {fence.Limit.Name}";
        var compiled = fence.Limit.Document is null ? null : _compiled.Follow(fence.Limit.Document);
        if (compiled?.Document is null)
        {
            _notModelled.Add(Unknown(name, compiled));
            if (fence.Accounts.Contains(holding.Container))
            {
                _layers.Add(new LimitLayer(PolicyLayer.ResourceControl, name, [], [name], _strangers));
            }
            return;
        }
        _policies.Add(compiled);
        _denies.AddRange(DeniesOnResources(name, compiled, fence.Limit.Document!.Hash, new ResourceOwners(fence.Accounts, holding.Container, holding.ResourcePolicies)));
    }

    private static string Unknown(string name, CompiledPolicy? unread) =>
        $"The {(unread is null ? "content of " : string.Empty)}{name} {AppliedForm.Words(unread)}: what it leaves is unknown.";

    /// <summary>Resource control policies bind some services only, and may name those whom they do not bind.</summary>
    private IEnumerable<DenyRule> DeniesOnResources(string name, CompiledPolicy policy, string hash, ResourceOwners owners)
    {
        foreach (var statement in policy.Statements.Where(statement => !statement.Statement.IsAllow))
        {
            if (IsAbout(statement, _principal) && _context.Open(statement) is { } open)
            {
                yield return new DenyRule(
                    PolicyLayer.ResourceControl,
                    $"{name} › {statement.Statement.Name}",
                    new StatementPlace(hash, statement.Pointer),
                    statement.Within(_strangers).And(WithResourceControl.Value),
                    open.Resources ?? Everything,
                    open.Conditions)
                {
                    Owners = owners,
                };
            }
        }
    }

    /// <summary>True when a statement of a resource control policy is about a caller.</summary>
    public static bool IsAbout(CompiledStatement statement, AwsPrincipal? principal) =>
        statement.Statement.Principals is null || principal?.Match(statement.Statement, hasBoundary: false) != PrincipalMatch.None;

    private static string Several(PolicyLayer layer) => layer == PolicyLayer.Boundary ? "permission boundaries" : "service control policies";
}
