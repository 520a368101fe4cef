using System.Runtime.InteropServices;
using System.Text;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective.Summaries;

/// <summary>
/// Sums the permissions of identities up, exactly as <see cref="SymbolicEvaluation"/> finds them. Each allow statement is cut by itself, so what
/// is left of a statement is worked out once for all who hold it; plain limits are laid over the sum of all statements as a mask. For one
/// thread at a time, and best for identities of one account: what depends on the caller is forgotten with it.
/// </summary>
/// <param name="compiled">Compiled documents.</param>
/// <param name="memory">What is kept from one sum to the next.</param>
internal sealed class SummaryWork(CompiledPolicies compiled, SummaryMemory memory)
{
    // Who holds more statements that allow, times those that deny, is evaluated by itself, which is bounded.
    private const int MostPairs = 100_000;

    private static readonly IReadOnlyList<ActionPattern> NoStrangers = [];

    private readonly Dictionary<(CompiledStatement Statement, string Form), OpenPart> _parts = [];
    private readonly Dictionary<string, SharedLimits> _limits = new(StringComparer.Ordinal);
    private readonly Dictionary<HeldLimit, int> _limitNumbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(object Limits, object Policies, string Own), Abroad> _abroad = [];
    private readonly Dictionary<(SharedLimits Limits, string Held), SummarySum?> _sums = [];
    private readonly Dictionary<(int Part, string Rules), Yield> _yields = [];
    private readonly ActionSum _sum = new();
    private readonly StringBuilder _key = new();

    /// <summary>The summary; null when the identity has to be evaluated by itself: policies on resources speak of it, or its own combine in too many ways.</summary>
    public PermissionSummary? Of(Holding holding)
    {
        var principal = AwsPrincipal.Read(holding.NativeId);
        var context = PrincipalContext.Of(holding, principal);
        if (holding.ResourcePolicies.Any(policy => Concerns(policy, holding, principal)))
        {
            return null;
        }
        var own = new List<CompiledPolicy>();
        var (allows, denies) = (new List<OpenPart>(), new List<OpenPart>());
        var isPartlyUnknown = !holding.IsManagement && !holding.Limits.Any(limit => limit.Kind == LimitKind.ServiceControlPolicy);
        foreach (var document in holding.Policies.Select(policy => policy.Document))
        {
            if (document is null || compiled.Follow(document) is not { ProblemWithoutPrincipal: null } sound)
            {
                isPartlyUnknown = true;
                continue;
            }
            own.Add(sound);
            Open(sound, context, allows, denies);
        }
        if ((long)allows.Count * denies.Count > MostPairs)
        {
            return null;
        }
        var (strangers, hasMoreStrangers) = Strangers(own, holding);
        var limits = LimitsOf(holding, principal, context);
        if (SumOf(allows, denies, strangers, limits) is not { } sum)
        {
            return null;
        }
        return sum.Summary with
        {
            IsAdministrator = sum.Rights.Count > 0 && AdministratorTest.Of(Administrator(holding, principal, context, allows, denies, sum, limits)) is not null,
            IsPartlyUnknown = isPartlyUnknown
                || hasMoreStrangers
                || limits.Limits.NotModelled.Count > 0
                || sum.IsSelfGoverned
                || (strangers.Count > 0 && SymbolicEvaluation.PartlyDenied(strangers, [.. own.Concat(limits.Limits.Policies).Where(policy => policy.Strangers.Count > 0)], sum.Names.Contains).Any()),
        };
    }

    private void Open(CompiledPolicy policy, PrincipalContext context, List<OpenPart> allows, List<OpenPart> denies)
    {
        foreach (var statement in policy.Statements)
        {
            if (Open(statement, context) is { } part)
            {
                (statement.Statement.IsAllow ? allows : denies).Add(part);
            }
        }
    }

    /// <summary>The statement as the caller reads it; null when it never applies.</summary>
    private OpenPart? Open(CompiledStatement statement, PrincipalContext context)
    {
        var open = statement.SpeaksOfCaller ? context.Open(statement) : statement.AsWritten;
        if (open is null || ReferenceEquals(open, statement.AsWritten))
        {
            return open is null ? null : statement.Part;
        }
        var form = OpenPart.FormOf(open);
        if (!_parts.TryGetValue((statement, form), out var part))
        {
            _parts.Add((statement, form), part = new OpenPart(open));
        }
        return part;
    }

    private bool Concerns(HeldResourcePolicy policy, Holding holding, AwsPrincipal? principal) => compiled.Follow(policy.Document) is var document
        && (document.IsTooComplex || document.Statements.Any(statement => statement.Strangers.Count > 0)
            || (principal is not null && document.Statements.Any(statement =>
                (!statement.Statement.IsAllow || string.Equals(policy.Container, holding.Container, StringComparison.Ordinal))
                && principal.Match(statement.Statement, hasBoundary: false) != PrincipalMatch.None)));

    /// <summary>As <see cref="SymbolicEvaluation"/> finds them: of several spellings the first counts.</summary>
    private (IReadOnlyCollection<ActionPattern> Some, bool HasMore) Strangers(IEnumerable<CompiledPolicy> own, Holding holding)
    {
        Dictionary<string, ActionPattern>? found = null;
        foreach (var policy in own.Concat(holding.Limits.Where(limit => limit.Document is not null).Select(limit => compiled.Follow(limit.Document!))))
        {
            foreach (var stranger in policy.Strangers)
            {
                found ??= new(StringComparer.OrdinalIgnoreCase);
                if (found.Count == SymbolicEvaluation.MostStrangers && !found.ContainsKey(stranger.Source))
                {
                    return (found.Values, HasMore: true);
                }
                found.TryAdd(stranger.Source, stranger);
            }
        }
        return (found is null ? NoStrangers : found.Values, HasMore: false);
    }

    /// <summary>The limits above an identity: one object for all whom they bind alike.</summary>
    private SharedLimits LimitsOf(Holding holding, AwsPrincipal? principal, PrincipalContext context)
    {
        var partition = PieceReport.PartitionOf(holding.NativeId);
        _key.Clear().Append(partition).Append(holding.IsManagement ? " management" : " member").Append(principal?.IsServiceLinked == true ? " linked" : string.Empty);
        for (var i = 0; i < holding.Limits.Count; i++)
        {
            var limit = holding.Limits[i];
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_limitNumbers, limit, out var isKnown);
            number = isKnown ? number : memory.NumberOf($"{limit.Kind} {limit.Document?.Hash ?? limit.Name}");
            _key.Append(' ').Append(LevelOf(holding.Limits, i)).Append(':').Append(number);
            AddForms(limit, principal, context);
        }
        var abroad = AbroadOf(holding);
        if (abroad.Fences.Count > 0 || holding.Limits.Any(limit => limit.Kind == LimitKind.ResourceControlPolicy))
        {
            _key.Append(" of ").Append(holding.Container).Append(' ').Append(abroad.Number);
            foreach (var fence in abroad.Fences)
            {
                AddForms(fence.Limit, principal, context);
            }
        }
        var text = _key.ToString();
        if (!_limits.TryGetValue(text, out var limits))
        {
            // What it opens later it opens for others too: nothing else of this holding is kept for that.
            var bare = holding with { Policies = [], ResourcePolicies = abroad.Known };
            _limits.Add(text, limits = memory.LimitsOf(
                text, () => new SharedLimits(strangers => CallerLimits.Of(bare, principal, context, compiled, strangers), stranger: null, partition, memory)));
        }
        return limits;
    }

    /// <summary>Adds to the key what a limit means for its caller.</summary>
    private void AddForms(HeldLimit limit, AwsPrincipal? principal, PrincipalContext context)
    {
        foreach (var statement in limit.Document is null ? [] : compiled.Follow(limit.Document).Statements)
        {
            if (statement.SpeaksOfCaller)
            {
                _key.Append(context.Open(statement) is { } open ? OpenPart.FormOf(open) : "-").Append('\u0003');
            }
            if (limit.Kind == LimitKind.ResourceControlPolicy && statement.Statement.Principals is not null)
            {
                _key.Append(CallerLimits.IsAbout(statement, principal) ? '+' : '-');
            }
        }
    }

    /// <summary>What other accounts bring to a caller's limits: the same for all of one account, if they are weighed with the same policies on resources.</summary>
    private Abroad AbroadOf(Holding holding)
    {
        var key = (holding.LimitsOnResources, holding.ResourcePolicies, holding.Container);
        if (!_abroad.TryGetValue(key, out var abroad))
        {
            var fences = ResourceFence.Of(holding with { Limits = [] });
            IReadOnlyList<HeldResourcePolicy> known = [.. holding.ResourcePolicies.Where(policy => ResourceOwners.IsForeign(policy, holding.Container))];
            var content = string.Join('\n', fences.Select(fence => $"{fence.Limit.Document?.Hash ?? fence.Limit.Name} {string.Join(' ', fence.Accounts.Order(StringComparer.Ordinal))}")
                .Concat(known.Select(policy => $"{policy.Resource} {policy.Container}")));
            _abroad.Add(key, abroad = new Abroad(memory.NumberOf(content), fences, known));
        }
        return abroad;
    }

    /// <summary>The first of the limits that stand on the same place, which must allow together.</summary>
    private static int LevelOf(IReadOnlyList<HeldLimit> limits, int number)
    {
        for (var i = 0; i < number; i++)
        {
            if (limits[i].Kind == limits[number].Kind && string.Equals(limits[i].Target, limits[number].Target, StringComparison.Ordinal))
            {
                return i;
            }
        }
        return number;
    }

    /// <summary>The sum of all statements: one object for all who hold the same under the same limits; null when they combine in too many ways.</summary>
    private SummarySum? SumOf(List<OpenPart> allows, List<OpenPart> denies, IReadOnlyCollection<ActionPattern> strangers, SharedLimits limits)
    {
        _key.Clear();
        allows.ForEach(part => _key.Append(part.Number).Append(' '));
        _key.Append('|');
        denies.ForEach(part => _key.Append(part.Number).Append(' '));
        foreach (var stranger in strangers)
        {
            _key.Append('|').Append(stranger.Source);
        }
        var held = _key.ToString();
        if (!_sums.TryGetValue((limits, held), out var sum))
        {
            var catalogue = Gather(allows, denies, limits);
            _sums.Add((limits, held), sum = catalogue.IsTooMuch
                ? null
                : SummarySum.Of(catalogue, [.. strangers.Select(stranger => Gather(allows, denies, limits.About(stranger)))], allows, _sum));
        }
        return sum;
    }

    private Harvest Gather(List<OpenPart> allows, List<OpenPart> denies, SharedLimits limits)
    {
        var harvest = new Harvest(limits);
        var ruleLength = limits.Length + denies.Sum(deny => deny.Length);
        foreach (var part in allows)
        {
            if (harvest.IsTooMuch)
            {
                break;
            }
            var actions = part.ActionsFor(limits.Stranger);
            if (limits.Stranger is null || !actions.IsEmpty)
            {
                var cut = limits.CutOf(part, actions);
                harvest.Add(YieldOf(part, actions, denies, limits, cut), cut.IsMasked, ruleLength, part.Length);
            }
        }
        return harvest;
    }

    private Yield YieldOf(OpenPart part, ActionSet actions, List<OpenPart> denies, SharedLimits limits, Cut cut)
    {
        var own = denies.Count == 0 ? denies : denies.FindAll(deny => cut.IsMasked
            ? part.IsCutBy(actions, deny.ActionsFor(limits.Stranger), deny.Statement.Resources!)
            : actions.Overlaps(deny.ActionsFor(limits.Stranger)));
        if (limits.Stranger is null && own.Count == 0 && cut.IsEmpty && part.Untouched is { } untouched)
        {
            return untouched;
        }
        var rules = $"{limits.Partition}\u0001{limits.Stranger?.Source}\u0001{string.Join(' ', own.Select(deny => deny.Number))}\u0001{cut.Key}";
        var isForEveryone = part.IsAsWritten && own.TrueForAll(deny => deny.IsAsWritten);
        if ((isForEveryone ? memory.Find(part, rules) : _yields.GetValueOrDefault((part.Number, rules))) is { } known)
        {
            return known;
        }
        var yield = Yield.Of(
            part.Given with { Actions = actions }, cut.Layers, own.Select(deny => deny.RuleFor(limits.Stranger)).Concat(cut.Denies), limits.Partition);
        if (isForEveryone)
        {
            memory.Keep(part, rules, yield);
        }
        else
        {
            _yields.Add((part.Number, rules), yield);
        }
        return yield;
    }

    private static AdministratorCase Administrator(
        Holding holding, AwsPrincipal? principal, PrincipalContext context, List<OpenPart> allows, List<OpenPart> denies, SummarySum sum, SharedLimits limits) =>
        new(holding, principal, context)
        {
            Given = allows.ConvertAll(part => part.Given),
            Unlimited = sum.Unlimited,
            Rights = sum.Rights,
            Limits = limits.Limits.Layers,
            Denies = [.. denies.Select(part => part.RuleFor(stranger: null)), .. limits.Limits.Denies],
        };

    private sealed record Abroad(int Number, IReadOnlyList<ResourceFence> Fences, IReadOnlyList<HeldResourcePolicy> Known);
}
