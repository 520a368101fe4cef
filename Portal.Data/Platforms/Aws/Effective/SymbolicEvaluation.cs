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

    /// <summary>How many steps of comparing resource patterns are made at most, one a pair of characters; past it, further limits are only named as conditions.</summary>
    public const long MaxWork = 400_000_000;

    private readonly Holding _holding;
    private readonly CompiledPolicies _compiled;
    private readonly List<DenyRule> _denies = [];
    private readonly List<string> _notModelled = [];
    private readonly Dictionary<string, ActionPattern> _strangers = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(PolicyLayer Layer, string Prefix, CompiledPolicy Policy, string Hash)> _denying = [];
    private readonly List<LimitEffect> _effects = [];
    private List<PermissionPiece> _pieces = [];
    private bool _isTooMuch;

    private SymbolicEvaluation(Holding holding, CompiledPolicies compiled)
    {
        _holding = holding;
        _compiled = compiled;
        Principal = AwsPrincipal.Read(holding.NativeId);
        Context = PrincipalContext.Of(holding, Principal);
    }

    /// <summary>How many steps of comparing resource patterns were made, at most.</summary>
    public long Work { get; private set; }

    /// <summary>What is allowed.</summary>
    public IReadOnlyList<PermissionPiece> Pieces => _pieces;

    /// <summary>What the identity's own policies allow, before anything limits or denies it.</summary>
    public IReadOnlyList<PermissionPiece> Given { get; private set; } = [];

    /// <summary>What policies on resources allow by themselves, limited and before anything denies it.</summary>
    public IReadOnlyList<PermissionPiece> GivenOnResources { get; private set; } = [];

    /// <summary>The layers of limits, in their order.</summary>
    public IReadOnlyList<LimitLayer> Limits { get; private set; } = [];

    /// <summary>Everything that denies.</summary>
    public IReadOnlyList<DenyRule> Denies => _denies;

    /// <summary>What each limit and deny took away.</summary>
    public IReadOnlyList<LimitEffect> Effects => _effects;

    /// <summary>What could not be said, in plain sentences.</summary>
    public IReadOnlyList<string> NotModelled => _notModelled;

    /// <summary>The identity as AWS sees it; null when its name is none of AWS.</summary>
    public AwsPrincipal? Principal { get; }

    /// <summary>What is known of all its requests.</summary>
    public PrincipalContext Context { get; }

    /// <summary>True when another identity with the same policies may have another answer.</summary>
    public bool IsPersonal { get; private set; }

    /// <summary>Entitlements of which a document denies something: without them the identity might do more.</summary>
    public HashSet<EntitlementRef> Denying { get; } = [];

    /// <summary>Names outside the catalogue that the policies speak of.</summary>
    public IReadOnlyCollection<ActionPattern> Strangers => _strangers.Values;

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
        var onResources = _holding.ResourcePolicies.Select(policy => (Policy: policy, Compiled: _compiled.Get(policy.Document))).ToList();
        foreach (var policy in own.Select(policy => policy.Compiled).Concat(onResources.Select(policy => policy.Compiled)).Concat(_holding.Limits.Where(limit => limit.Document is not null).Select(limit => _compiled.Get(limit.Document!))))
        {
            FindStrangers(policy);
        }
        var layers = Layers();
        Limits = layers;
        foreach (var (held, compiled) in own)
        {
            AddOwn(held, compiled);
        }
        Given = [.. _pieces];
        foreach (var layer in layers)
        {
            Apply(layer);
        }
        var ownCount = _pieces.Count;
        foreach (var (policy, compiled) in onResources)
        {
            AddOnResource(policy, compiled, layers);
        }
        GivenOnResources = [.. _pieces.Skip(ownCount)];
        foreach (var (layer, prefix, policy, hash) in _denying)
        {
            AddDenies(layer, prefix, policy, hash);
        }
        foreach (var deny in _denies)
        {
            Apply(deny);
        }
        IsPersonal = Context.WasAsked || onResources.Exists(policy => policy.Compiled.Statements.Any(NamesSomeone));
        AddNotes();
    }

    private static bool NamesSomeone(CompiledStatement statement) =>
        statement.Statement.Principals is { IsEveryone: false } principals && (principals.IsNegated || principals.Aws.Any(entry => !entry.EndsWith(":root", StringComparison.Ordinal)));

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
            _denying.Add((PolicyLayer.Identity, $"policy {held.Name}", compiled, held.Document.Hash));
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
            if (group.Key.Kind == LimitKind.ServiceControlPolicy && (_holding.IsManagement || Principal?.IsServiceLinked == true))
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
        var allows = new List<(OpenStatement, StatementPlace)>();
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
            allows.AddRange(compiled.Statements.Where(statement => statement.Statement.IsAllow)
                .Select(statement => (Open: Context.Open(statement), Place: new StatementPlace(limit.Document!.Hash, statement.Pointer)))
                .Where(statement => statement.Open is not null)
                .Select(statement => (statement.Open!, statement.Place)));
            _denying.Add((layer, name, compiled, limit.Document!.Hash));
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
        ImmutableArray<PathStep> path = held.Entitlement.Kind == EntitlementKind.GroupMembership
            ? [new PathStep(PathStepKind.Group, held.Entitlement.Name, Detail: null), new PathStep(PathStepKind.Policy, held.Name, Detail: null)]
            : [new PathStep(PathStepKind.Policy, held.Name, Detail: null)];
        foreach (var statement in compiled.Statements.Where(statement => statement.Statement.IsAllow))
        {
            if (Context.Open(statement) is { } open)
            {
                var step = new PathStep(PathStepKind.Statement, statement.Statement.Name, Detail: null) { Place = new StatementPlace(held.Document!.Hash, statement.Pointer) };
                _pieces.Add(Piece(held.Entitlement, open, open.Resources!, path.Add(step), $"policy {held.Name} › {statement.Statement.Name}"));
            }
        }
    }

    private PermissionPiece Piece(EntitlementRef? origin, OpenStatement statement, ResourceElement resources, ImmutableArray<PathStep> path, string source) => new(
        origin,
        statement.Compiled,
        statement.Within(_strangers.Values),
        resources.IsNegated ? [ResourcePattern.Any] : [.. resources.Patterns],
        resources.IsNegated ? [.. resources.Patterns] : [],
        PieceAlgebra.Join([], statement.Conditions, source),
        path);

    /// <summary>Policies on resources of the same account add to what the identity's own allow; other accounts' only let them decide.</summary>
    private void AddOnResource(HeldResourcePolicy policy, CompiledPolicy compiled, List<LimitLayer> layers)
    {
        if (compiled.Document is null || Principal is null)
        {
            return;
        }
        var hasBoundary = layers.Exists(layer => layer.Kind == PolicyLayer.Boundary);
        foreach (var statement in compiled.Statements)
        {
            var match = Principal.Match(statement.Statement, hasBoundary);
            if (match == PrincipalMatch.None || Context.Open(statement) is not { } open)
            {
                continue;
            }
            var resources = open.Resources ?? new ResourceElement(IsNegated: false, [ResourcePattern.Read(policy.Resource, hasVariables: false)]);
            var reach = Reach(policy.Resource);
            var place = new StatementPlace(policy.Document.Hash, statement.Pointer);
            var name = $"policy on {policy.Resource} › {statement.Statement.Name}";
            if (!statement.Statement.IsAllow)
            {
                _denies.Add(new DenyRule(PolicyLayer.Resource, name, place, statement.Within(_strangers.Values), resources, open.Conditions)
                {
                    Within = IsInside(resources, reach) ? null : reach,
                });
            }
            else if (match >= PrincipalMatch.Behind && string.Equals(policy.Container, _holding.Container, StringComparison.Ordinal))
            {
                var piece = Piece(origin: null, open, resources, [new PathStep(PathStepKind.ResourcePolicy, policy.Resource, statement.Statement.Name) { Place = place }], name);
                var left = IsInside(resources, reach) ? [piece] : PieceAlgebra.Narrow(piece, reach, name);
                foreach (var layer in layers.Where(layer => match == PrincipalMatch.Behind || layer.Kind != PolicyLayer.Boundary))
                {
                    var free = layer.FreeActions(_strangers.Values);
                    left = left.SelectMany(part => PieceAlgebra.Limit(part, layer, free, _strangers.Values)).ToList();
                }
                _pieces.AddRange(left);
            }
        }
    }

    /// <summary>What a policy on a resource can speak of: the resource and what is in it, however widely its statements are written.</summary>
    private static ResourceElement Reach(string resource) => new(
        IsNegated: false,
        [ResourcePattern.Read(resource, hasVariables: false), ResourcePattern.Read($"{resource}/*", hasVariables: false), ResourcePattern.Read($"{resource}:*", hasVariables: false)]);

    private static bool IsInside(ResourceElement resources, ResourceElement reach) =>
        !resources.IsNegated && resources.Patterns.All(pattern => reach.Patterns.Any(place => place.Covers(pattern)));

    private void AddDenies(PolicyLayer layer, string prefix, CompiledPolicy policy, string hash)
    {
        foreach (var statement in policy.Statements.Where(statement => !statement.Statement.IsAllow))
        {
            if (layer == PolicyLayer.ResourceControl && statement.Statement.Principals is not null && Principal?.Match(statement.Statement, hasBoundary: false) == PrincipalMatch.None)
            {
                continue;
            }
            if (Context.Open(statement) is not { } open)
            {
                continue;
            }
            var actions = statement.Within(_strangers.Values);
            if (layer == PolicyLayer.ResourceControl)
            {
                actions = actions.And(WithResourceControl.Value);
            }
            _denies.Add(new DenyRule(layer, $"{prefix} › {statement.Statement.Name}", new StatementPlace(hash, statement.Pointer), actions, open.Resources ?? Everything, open.Conditions));
        }
    }

    private void Apply(LimitLayer layer)
    {
        if (IsTooMuch(layer.Narrow.Select(statement => (statement.Statement.Within(_strangers.Values), statement.Statement.Resources))))
        {
            var unsaid = PieceCondition.Unknown($"the {layer.Name} allows it");
            _pieces = [.. _pieces.Select(piece => piece with { Conditions = PieceAlgebra.Join(piece.Conditions, unsaid) })];
            return;
        }
        var free = layer.FreeActions(_strangers.Values);
        var before = _pieces;
        _pieces = [.. before.SelectMany(piece => PieceAlgebra.Limit(piece, layer, free, _strangers.Values))];
        if (layer.Unknown.Count == 0)
        {
            var touched = ActionSet.Union(before.Select(piece => piece.Actions.Except(free)).Where(actions => !actions.IsEmpty));
            Note(PathStepKind.Limit, layer.Name, touched, layer.Statements.Count == 1 ? layer.Statements[0].Place : null);
        }
    }

    private void Apply(DenyRule deny)
    {
        if (IsTooMuch([(deny.Actions, deny.Resources)]))
        {
            var unsaid = PieceCondition.Unknown($"unless {deny.Name} denies it");
            _pieces = [.. _pieces.Select(piece => piece.Actions.Overlaps(deny.Actions) ? piece with { Conditions = PieceAlgebra.Join(piece.Conditions, unsaid) } : piece)];
            return;
        }
        var touched = new List<ActionSet>();
        var left = new List<PermissionPiece>(_pieces.Count);
        foreach (var piece in _pieces)
        {
            var parts = PieceAlgebra.Deny(piece, deny);
            if (parts is not PermissionPiece[] { Length: 1 } same || !ReferenceEquals(same[0], piece))
            {
                touched.Add(piece.Actions.And(deny.Actions));
            }
            left.AddRange(parts);
        }
        _pieces = left;
        if (touched.Count > 0)
        {
            Note(PathStepKind.Deny, deny.Name, ActionSet.Union(touched), deny.Place);
        }
    }

    /// <summary>
    /// Whether taking statements off would make more pieces or more steps than are followed; if not, the steps are counted. Each piece meets
    /// each statement once, so the estimate bounds what is done, and hostile policies cost no more than the bound.
    /// </summary>
    private bool IsTooMuch(IEnumerable<(ActionSet Actions, ResourceElement? Resources)> statements)
    {
        _isTooMuch |= _pieces.Count > MaxPieces;
        if (_isTooMuch)
        {
            return true;
        }
        var work = 0L;
        var pieces = 0L;
        foreach (var (actions, resources) in statements)
        {
            var length = Length(resources?.Patterns);
            foreach (var piece in _pieces)
            {
                if (piece.Actions.Overlaps(actions))
                {
                    work += length * Length(piece.Resources);
                    pieces++;
                }
            }
            _isTooMuch = Work + work > MaxWork || pieces > 8 * MaxPieces;
            if (_isTooMuch)
            {
                return true;
            }
        }
        Work += work;
        return false;
    }

    private static long Length(IReadOnlyList<ResourcePattern>? patterns) => patterns?.Sum(pattern => (long)pattern.Source.Length) ?? 1;

    private void Note(PathStepKind kind, string name, ActionSet touched, StatementPlace? place)
    {
        if (touched.IsEmpty)
        {
            return;
        }
        var removed = touched.Except(ActionSet.Union(_pieces.Where(piece => piece.Actions.Overlaps(touched)).Select(piece => piece.Actions)));
        _effects.Add(new LimitEffect(kind, name, removed.Count, ActionExamples.Of(removed), touched.Count - removed.Count, place));
    }

    private void AddNotes()
    {
        if (_isTooMuch)
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
