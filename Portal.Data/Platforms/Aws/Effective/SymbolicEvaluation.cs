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
    /// <summary>How many names outside the catalogue are followed; policies that AWS publishes have a few dozen.</summary>
    public const int MostStrangers = 200;

    private readonly Holding _holding;
    private readonly CompiledPolicies _compiled;
    private readonly List<DenyRule> _denies = [];
    private readonly List<string> _notModelled = [];
    private readonly Dictionary<string, ActionPattern> _strangers = new(StringComparer.OrdinalIgnoreCase);
    private readonly PieceTrimmer _trimmer;
    private bool _hasMoreStrangers;

    private SymbolicEvaluation(Holding holding, CompiledPolicies compiled)
    {
        _trimmer = new(holding.ResourcePolicies.Count);
        _holding = holding;
        _compiled = compiled;
        Principal = AwsPrincipal.Read(holding.NativeId);
        Context = PrincipalContext.Of(holding, Principal);
    }

    /// <summary>How many steps of comparing resource patterns were made, at most.</summary>
    public long Work => _trimmer.Work;

    /// <summary>What is allowed.</summary>
    public IReadOnlyList<PermissionPiece> Pieces => _trimmer.Pieces;

    /// <summary>What the identity's own policies allow, before anything limits or denies it.</summary>
    public IReadOnlyList<PermissionPiece> Given { get; private set; } = [];

    /// <summary>What policies on resources allow by themselves, limited and before anything denies it.</summary>
    public IReadOnlyList<PermissionPiece> GivenOnResources { get; private set; } = [];

    /// <summary>The layers of limits, in their order.</summary>
    public IReadOnlyList<LimitLayer> Limits { get; private set; } = [];

    /// <summary>Everything that denies.</summary>
    public IReadOnlyList<DenyRule> Denies => _denies;

    /// <summary>What each limit and deny took away.</summary>
    public IReadOnlyList<LimitEffect> Effects => _trimmer.Effects;

    /// <summary>What could not be said, in plain sentences.</summary>
    public IReadOnlyList<string> NotModelled => _notModelled;

    /// <summary>The identity as AWS sees it; null when its name is none of AWS.</summary>
    public AwsPrincipal? Principal { get; }

    /// <summary>What is known of all its requests.</summary>
    public PrincipalContext Context { get; }

    /// <summary>True when there is too much to tell by statement: what is left is told by entitlement.</summary>
    public bool IsJoined { get; private set; }

    /// <summary>True when another identity with the same policies may have another answer.</summary>
    public bool IsPersonal { get; private set; }

    /// <summary>Entitlements of which a document denies something: without them the identity might do more.</summary>
    public HashSet<EntitlementRef> Denying { get; } = [];

    /// <summary>Names outside the catalogue that the policies speak of.</summary>
    public IReadOnlyCollection<ActionPattern> Strangers => _strangers.Values;

    /// <summary>What decides whether the identity is an administrator.</summary>
    public AdministratorCase Administrator => new(_holding, Principal, Context)
    {
        Given = Given,
        Unlimited = ActionSet.Union(Pieces.Where(piece => piece.IsUnlimited).Select(piece => piece.Actions)),
        Rights = [.. Pieces.Where(AdministratorTest.MayGiveRights)],
        Limits = Limits,
        Denies = Denies,
    };

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
        var onResources = _holding.ResourcePolicies.Select(policy => (Policy: policy, Compiled: _compiled.Follow(policy.Document))).ToList();
        foreach (var policy in own.Select(policy => policy.Compiled).Concat(onResources.Select(policy => policy.Compiled)).Concat(_holding.Limits.Where(limit => limit.Document is not null).Select(limit => _compiled.Follow(limit.Document!))))
        {
            FindStrangers(policy);
        }
        var limits = CallerLimits.Of(_holding, Principal, Context, _compiled, Strangers);
        _notModelled.AddRange(limits.NotModelled);
        Limits = limits.Layers;
        foreach (var (held, compiled) in own)
        {
            AddOwn(held, compiled);
        }
        Given = [.. Pieces];
        foreach (var layer in Limits)
        {
            _trimmer.Limit(layer);
        }
        var ownCount = Pieces.Count;
        foreach (var (policy, compiled) in onResources)
        {
            AddOnResource(policy, compiled);
        }
        GivenOnResources = [.. Pieces.Skip(ownCount)];
        foreach (var (held, compiled) in own)
        {
            _denies.AddRange(CallerLimits.DeniesOf(PolicyLayer.Identity, $"policy {held.Name}", compiled, held.Document!.Hash, Context, Strangers));
        }
        _denies.AddRange(limits.Denies);
        foreach (var deny in _denies)
        {
            _trimmer.Deny(deny);
        }
        IsJoined = _trimmer.Bound();
        IsPersonal = Context.WasAsked || onResources.Exists(policy => policy.Compiled.Statements.Any(NamesSomeone));
        AddNotes([.. own.Select(policy => policy.Compiled), .. limits.Policies]);
    }

    private static bool NamesSomeone(CompiledStatement statement) =>
        statement.Statement.Principals is { IsEveryone: false } principals && (principals.IsNegated || principals.Aws.Any(entry => !entry.EndsWith(":root", StringComparison.Ordinal)));

    private List<(HeldPolicy Held, CompiledPolicy Compiled)> OwnPolicies()
    {
        var own = new List<(HeldPolicy, CompiledPolicy)>();
        foreach (var held in _holding.Policies)
        {
            if (AppliedForm.Unread(held, _compiled, "allow or deny more than is shown") is { } unread)
            {
                _notModelled.Add(unread);
                continue;
            }
            var compiled = _compiled.Follow(held.Document!);
            own.Add((held, compiled));
            if (compiled.Document!.Statements.Any(statement => !statement.IsAllow))
            {
                Denying.Add(held.Entitlement);
            }
        }
        return own;
    }

    private void FindStrangers(CompiledPolicy policy)
    {
        foreach (var stranger in policy.Strangers)
        {
            if (_strangers.Count == MostStrangers && !_strangers.ContainsKey(stranger.Source))
            {
                _hasMoreStrangers = true;
                return;
            }
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
                _trimmer.Add([PieceOf(held.Entitlement, open, open.Resources!, Strangers, path.Add(step), $"policy {held.Name} › {statement.Statement.Name}")]);
            }
        }
    }

    /// <summary>What a statement allows before anything limits it.</summary>
    public static PermissionPiece PieceOf(
        EntitlementRef? origin, OpenStatement statement, ResourceElement resources, IReadOnlyCollection<ActionPattern> strangers, ImmutableArray<PathStep> path, string? source) => new(
        origin,
        statement.Compiled,
        statement.Within(strangers),
        resources.IsNegated ? [ResourcePattern.Any] : [.. resources.Patterns],
        resources.IsNegated ? [.. resources.Patterns] : [],
        PieceAlgebra.Join([], statement.Conditions, source),
        path);

    /// <summary>Policies on resources of the same account add to what the identity's own allow; other accounts' only let them decide.</summary>
    private void AddOnResource(HeldResourcePolicy policy, CompiledPolicy compiled)
    {
        if (compiled.Document is null || Principal is null)
        {
            return;
        }
        var hasBoundary = Limits.Any(layer => layer.Kind == PolicyLayer.Boundary);
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
                var piece = PieceOf(origin: null, open, resources, Strangers, [new PathStep(PathStepKind.ResourcePolicy, policy.Resource, statement.Statement.Name) { Place = place }], name);
                var left = IsInside(resources, reach) ? [piece] : PieceAlgebra.Narrow(piece, reach, name);
                foreach (var layer in Limits.Where(layer => match == PrincipalMatch.Behind || layer.Kind != PolicyLayer.Boundary))
                {
                    left = left.SelectMany(part => PieceAlgebra.Limit(part, layer)).ToList();
                }
                _trimmer.Add(left);
            }
        }
    }

    /// <summary>What a policy on a resource can speak of: the resource and what is in it, however widely its statements are written.</summary>
    private static ResourceElement Reach(string resource) => new(
        IsNegated: false,
        [ResourcePattern.Read(resource, hasVariables: false), ResourcePattern.Read($"{resource}/*", hasVariables: false), ResourcePattern.Read($"{resource}:*", hasVariables: false)]);

    private static bool IsInside(ResourceElement resources, ResourceElement reach) =>
        !resources.IsNegated && resources.Patterns.All(pattern => reach.Patterns.Any(place => place.Covers(pattern)));

    private void AddNotes(List<CompiledPolicy> denying)
    {
        if (_trimmer.IsTooMuch)
        {
            _notModelled.Add("The policies combine in too many ways to follow each: some limits are only named as conditions.");
        }
        foreach (var policy in _holding.ResourcePolicies)
        {
            if (_compiled.Follow(policy.Document) is { IsTooComplex: true } unread)
            {
                _notModelled.Add($"The policy on {policy.Resource} {AppliedForm.Words(unread)}: it may allow or deny more than is shown.");
            }
        }
        if (_hasMoreStrangers)
        {
            _notModelled.Add($"The policies speak of more than {MostStrangers} actions that are not in the catalogue: what they say of the others is too complex to follow.");
        }
        foreach (var (stranger, deny) in PartlyDenied(Strangers, denying, name => Pieces.Any(piece => piece.Actions.Unknown.Contains(name))))
        {
            _notModelled.Add($"{stranger.Source} is not in the catalogue of actions, and a part of it is denied: {string.Join(", ", deny.Strangers.Select(pattern => pattern.Source))}.");
        }
        if (!_holding.IsManagement && !_holding.Limits.Any(limit => limit.Kind == LimitKind.ServiceControlPolicy))
        {
            _notModelled.Add("No service control policies were imported for this account: if its organization has some, they may take more away.");
        }
        if (Pieces.Any(IsSelfGoverned))
        {
            _notModelled.Add("Using a KMS key and assuming a role also need the key's or role's own policy to allow it, which is checked for single questions only.");
        }
    }

    /// <summary>Names outside the catalogue that are allowed and of which a part is denied: what is left of them cannot be said.</summary>
    public static IEnumerable<(ActionPattern Stranger, CompiledStatement Deny)> PartlyDenied(
        IEnumerable<ActionPattern> strangers, IReadOnlyCollection<CompiledPolicy> denying, Func<string, bool> isAllowed) =>
        from stranger in strangers
        from deny in denying.SelectMany(policy => policy.Statements)
        where !deny.Statement.IsAllow && !deny.Statement.Actions.IsNegated
            && deny.Strangers.Any(pattern => pattern.Overlaps(stranger) && !pattern.Covers(stranger)) && isAllowed(stranger.Source)
        select (stranger, deny);

    /// <summary>True when the actions of a piece need more than what their caller holds: a key or a role must allow them as well.</summary>
    public static bool IsSelfGoverned(PermissionPiece piece) => !SelfGovernedOf(piece).IsEmpty;

    /// <summary>The actions of a piece that need more than what their caller holds.</summary>
    public static ActionSet SelfGovernedOf(PermissionPiece piece) => piece.Origin is null ? ActionSet.None : piece.Actions.And(SelfGoverned.Value);

    private static readonly Lazy<ActionSet> SelfGoverned = new(() => ActionSet.Of(new[] { "assumerole", "decrypt", "encrypt", "generatedatakey" }
        .Select(name => ActionCatalogue.Instance.Find(new ActionName(name == "assumerole" ? "sts" : "kms", name))).OfType<int>()));
}
