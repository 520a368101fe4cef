using System.Collections.Immutable;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>
/// Everything that one holding allows, as pieces: each allow statement, cut by the boundary, by every level of service control policies and
/// by every deny. What cannot be followed exactly stays as a condition in words, never as a plain yes.
/// </summary>
internal sealed class SymbolicEvaluation
{
    /// <summary>How many pieces are followed exactly; past it, further limits are only named as conditions.</summary>
    public const int MaxPieces = 4_000;

    private readonly Holding _holding;
    private readonly CompiledPolicies _compiled;
    private readonly AwsPrincipal? _principal;
    private readonly List<DenyRule> _denies = [];
    private readonly List<string> _notModelled = [];
    private readonly Dictionary<string, ActionPattern> _strangers = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(PolicyLayer Layer, string Prefix, CompiledPolicy Policy)> _denying = [];
    private List<PermissionPiece> _pieces = [];

    private SymbolicEvaluation(Holding holding, CompiledPolicies compiled)
    {
        _holding = holding;
        _compiled = compiled;
        _principal = AwsPrincipal.Read(holding.NativeId);
    }

    /// <summary>What is allowed.</summary>
    public IReadOnlyList<PermissionPiece> Pieces => _pieces;

    /// <summary>What could not be said, in plain sentences.</summary>
    public IReadOnlyList<string> NotModelled => _notModelled;

    /// <summary>Entitlements of which a document denies something: without them the identity might do more.</summary>
    public HashSet<EntitlementRef> Denying { get; } = [];

    /// <summary>Evaluates <paramref name="holding"/>.</summary>
    public static SymbolicEvaluation Of(Holding holding, CompiledPolicies compiled)
    {
        var evaluation = new SymbolicEvaluation(holding, compiled);
        evaluation.Run();
        return evaluation;
    }

    private void Run()
    {
        var own = OwnPolicies();
        var layers = Layers();
        var onResources = _holding.ResourcePolicies.Select(policy => (Policy: policy, Compiled: _compiled.Get(policy.Document))).ToList();
        foreach (var policy in own.Select(policy => policy.Compiled).Concat(onResources.Select(policy => policy.Compiled)).Concat(_denying.Select(policy => policy.Policy)))
        {
            FindStrangers(policy);
        }
        foreach (var (held, compiled) in own)
        {
            AddOwn(held, compiled);
        }
        foreach (var layer in layers)
        {
            Apply(layer);
        }
        foreach (var (policy, compiled) in onResources)
        {
            AddOnResource(policy, compiled, layers);
        }
        foreach (var (layer, prefix, policy) in _denying)
        {
            AddDenies(layer, prefix, policy);
        }
        foreach (var deny in _denies)
        {
            Apply(deny);
        }
        AddNotes();
    }

    private List<(HeldPolicy Held, CompiledPolicy Compiled)> OwnPolicies()
    {
        var own = new List<(HeldPolicy, CompiledPolicy)>();
        foreach (var held in _holding.Policies)
        {
            if (held.Document is null)
            {
                _notModelled.Add($"The content of policy {held.Name} is not in the import: it may allow or deny more than is shown.");
                continue;
            }
            var compiled = _compiled.Get(held.Document);
            if (compiled.ProblemWithoutPrincipal is { } problem)
            {
                _notModelled.Add($"Policy {held.Name} is malformed ({problem}): AWS would not attach it, so it counts for nothing.");
                continue;
            }
            own.Add((held, compiled));
            _denying.Add((PolicyLayer.Identity, $"policy {held.Name}", compiled));
            if (compiled.Document!.Statements.Any(statement => !statement.IsAllow))
            {
                Denying.Add(held.Entitlement);
            }
        }
        return own;
    }

    private List<LimitLayer> Layers()
    {
        var layers = new List<LimitLayer>();
        foreach (var group in _holding.Limits.GroupBy(limit => (limit.Kind, limit.Target)))
        {
            if (group.Key.Kind == LimitKind.ServiceControlPolicy && (_holding.IsManagement || _principal?.IsServiceLinked == true))
            {
                continue;
            }
            var layer = Layer(group.Key.Kind, group.Key.Target, [.. group]);
            if (group.Key.Kind != LimitKind.ResourceControlPolicy || layer.Unknown.Count > 0)
            {
                layers.Add(layer);
            }
        }
        return layers;
    }

    private LimitLayer Layer(LimitKind kind, string target, List<HeldLimit> limits)
    {
        var layer = kind switch
        {
            LimitKind.Boundary => PolicyLayer.Boundary,
            LimitKind.ServiceControlPolicy => PolicyLayer.ServiceControl,
            LimitKind.ResourceControlPolicy => PolicyLayer.ResourceControl,
        };
        var allows = new List<CompiledStatement>();
        var unknown = new List<string>();
        foreach (var limit in limits)
        {
            var name = $"{layer.Words} {limit.Name}";
            var compiled = limit.Document is null ? null : _compiled.Get(limit.Document);
            var problem = layer == PolicyLayer.ResourceControl ? compiled?.Problem : compiled?.ProblemWithoutPrincipal;
            if (compiled is null || problem is not null)
            {
                unknown.Add(name);
                _notModelled.Add(compiled is null
                    ? $"The content of {name} is not in the import: what it leaves is unknown."
                    : $"The {name} is malformed ({problem}): what it leaves is unknown.");
                continue;
            }
            allows.AddRange(compiled.Statements.Where(statement => statement.Statement.IsAllow));
            _denying.Add((layer, name, compiled));
        }
        return new LimitLayer(layer, limits.Count == 1 ? $"{layer.Words} {limits[0].Name}" : $"{Several(layer)} on {target}", allows, unknown);
    }

    private static string Several(PolicyLayer layer) => layer == PolicyLayer.Boundary ? "permission boundaries" : layer == PolicyLayer.ServiceControl ? "service control policies" : "resource control policies";

    private void FindStrangers(CompiledPolicy policy)
    {
        foreach (var stranger in policy.Statements.SelectMany(statement => statement.Strangers))
        {
            _strangers.TryAdd(stranger.Source, stranger);
        }
    }

    private void AddOwn(HeldPolicy held, CompiledPolicy compiled)
    {
        foreach (var statement in compiled.Statements.Where(statement => statement.Statement.IsAllow))
        {
            ImmutableArray<PathStep> path = held.Entitlement.Kind == EntitlementKind.GroupMembership
                ? [new PathStep(PathStepKind.Group, held.Entitlement.Name, Detail: null), new PathStep(PathStepKind.Policy, held.Name, Detail: null)]
                : [new PathStep(PathStepKind.Policy, held.Name, Detail: null)];
            _pieces.Add(Piece(held.Entitlement, statement, statement.Statement.Resources!, path.Add(new PathStep(PathStepKind.Statement, statement.Statement.Name, Detail: null))));
        }
    }

    private PermissionPiece Piece(EntitlementRef? origin, CompiledStatement statement, ResourceElement resources, ImmutableArray<PathStep> path) => new(
        origin,
        statement.Within(_strangers.Values),
        resources.IsNegated ? [ResourcePattern.Any] : [.. resources.Patterns],
        resources.IsNegated ? [.. resources.Patterns] : [],
        [.. statement.Statement.Conditions.Select(condition => condition.ToString())],
        path);

    /// <summary>Policies on resources of the same account add to what the identity's own allow; other accounts' only let them decide.</summary>
    private void AddOnResource(HeldResourcePolicy policy, CompiledPolicy compiled, List<LimitLayer> layers)
    {
        if (compiled.Document is null || _principal is null)
        {
            return;
        }
        var hasBoundary = layers.Exists(layer => layer.Kind == PolicyLayer.Boundary);
        foreach (var statement in compiled.Statements)
        {
            var match = _principal.Match(statement.Statement, hasBoundary);
            if (match == PrincipalMatch.None)
            {
                continue;
            }
            var resources = statement.Statement.Resources ?? new ResourceElement(IsNegated: false, [ResourcePattern.Read(policy.Resource, hasVariables: false)]);
            if (!statement.Statement.IsAllow)
            {
                _denies.Add(new DenyRule($"policy on {policy.Resource} › {statement.Statement.Name}", statement.Within(_strangers.Values), resources, statement.Statement.Conditions));
            }
            else if (match >= PrincipalMatch.Behind && string.Equals(policy.Container, _holding.Container, StringComparison.Ordinal))
            {
                var piece = Piece(origin: null, statement, resources, [new PathStep(PathStepKind.ResourcePolicy, policy.Resource, statement.Statement.Name)]);
                IEnumerable<PermissionPiece> left = [piece];
                foreach (var layer in layers.Where(layer => match == PrincipalMatch.Behind || layer.Kind != PolicyLayer.Boundary))
                {
                    var free = layer.FreeActions(_strangers.Values);
                    left = left.SelectMany(part => PieceAlgebra.Limit(part, layer, free, _strangers.Values)).ToList();
                }
                _pieces.AddRange(left);
            }
        }
    }

    private void AddDenies(PolicyLayer layer, string prefix, CompiledPolicy policy)
    {
        foreach (var statement in policy.Statements.Where(statement => !statement.Statement.IsAllow))
        {
            var actions = statement.Within(_strangers.Values);
            if (layer == PolicyLayer.ResourceControl)
            {
                actions = actions.And(WithResourceControl.Value);
            }
            _denies.Add(new DenyRule($"{prefix} › {statement.Statement.Name}", actions, statement.Statement.Resources ?? Everything, statement.Statement.Conditions));
        }
    }

    private void Apply(LimitLayer layer)
    {
        var free = layer.FreeActions(_strangers.Values);
        _pieces = _pieces.Count > MaxPieces
            ? [.. _pieces.Select(piece => piece with { Conditions = PieceAlgebra.Join(piece.Conditions, [$"the {layer.Name} allows it"]) })]
            : [.. _pieces.SelectMany(piece => PieceAlgebra.Limit(piece, layer, free, _strangers.Values))];
    }

    private void Apply(DenyRule deny) => _pieces = _pieces.Count > MaxPieces
        ? [.. _pieces.Select(piece => piece.Actions.Overlaps(deny.Actions) ? piece with { Conditions = PieceAlgebra.Join(piece.Conditions, [$"unless {deny.Name} denies it"]) } : piece)]
        : [.. _pieces.SelectMany(piece => PieceAlgebra.Deny(piece, deny))];

    private void AddNotes()
    {
        if (_pieces.Count > MaxPieces)
        {
            _notModelled.Add("The policies combine in too many ways to follow each: some limits are only named as conditions.");
        }
        foreach (var stranger in _strangers.Values)
        {
            foreach (var deny in _denying.SelectMany(policy => policy.Policy.Statements).Where(statement => !statement.Statement.IsAllow && !statement.Statement.Actions.IsNegated))
            {
                if (deny.Strangers.Any(pattern => pattern.Overlaps(stranger) && !pattern.Covers(stranger)) && _pieces.Exists(piece => piece.Actions.Unknown.Contains(stranger.Source)))
                {
                    _notModelled.Add($"{stranger.Source} is not in the catalogue of actions, and a part of it is denied: {string.Join(", ", deny.Strangers.Select(pattern => pattern.Source))}.");
                }
            }
        }
        if (!_holding.IsManagement && !_holding.Limits.Any(limit => limit.Kind == LimitKind.ServiceControlPolicy))
        {
            _notModelled.Add("No service control policies were imported for this account: if its organization has some, they may take more away.");
        }
        var selfGoverned = _pieces.Exists(piece => piece.Origin is not null && piece.Actions.Overlaps(SelfGoverned.Value));
        if (selfGoverned)
        {
            _notModelled.Add("Using a KMS key and assuming a role also need the key's or role's own policy to allow it, which is checked for single questions only.");
        }
    }

    private static readonly ResourceElement Everything = new(IsNegated: false, [ResourcePattern.Any]);

    private static readonly Lazy<ActionSet> WithResourceControl = new(() => ActionSet.Of(Enumerable.Range(0, ActionCatalogue.Instance.Count)
        .Where(id => ActionCatalogue.Instance.HasResourceControl(ActionCatalogue.Instance.Service(id).Prefix) && ActionCatalogue.Instance.Name(id) != "kms:RetireGrant")));

    private static readonly Lazy<ActionSet> SelfGoverned = new(() => ActionSet.Of(new[] { "assumerole", "decrypt", "encrypt", "generatedatakey" }
        .Select(name => ActionCatalogue.Instance.Find(new ActionName(name == "assumerole" ? "sts" : "kms", name))).OfType<int>()));
}
