using System.Collections.Concurrent;
using System.Text;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective.Summaries;

/// <summary>
/// Sums the permissions of many identities up, exactly as <see cref="SymbolicEvaluation"/> finds them. Each allow statement is cut by itself,
/// so what
/// limits leave of a statement is worked out once for all who hold it under limits that treat it alike; identities only add bitmaps up. May be
/// asked from several threads at once.
/// </summary>
/// <param name="compiled">Compiled documents.</param>
internal sealed class SummaryWork(CompiledPolicies compiled)
{
    private readonly ConcurrentDictionary<(CompiledStatement Statement, string Form), OpenPart> _parts = [];
    private readonly ConcurrentDictionary<string, int> _limitNumbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SharedLimits> _limits = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(SharedLimits Limits, int Part, string Denies), Yield> _yields = [];
    private readonly ConcurrentDictionary<(string Limits, int Part, string Denies), Yield> _distinctYields = [];
    private readonly ConcurrentDictionary<string, PermissionSummary> _summaries = new(StringComparer.Ordinal);
    private int _numbers;

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
            if (document is null || compiled.Get(document) is not { ProblemWithoutPrincipal: null } sound)
            {
                isPartlyUnknown = true;
                continue;
            }
            own.Add(sound);
            Open(sound, context, allows, denies);
        }
        var strangers = Strangers(own, holding);
        var shared = LimitsOf(holding, principal, context, strangers);
        var yields = allows.ConvertAll(part => YieldOf(part, denies, shared));
        if (yields.Exists(yield => yield.IsTooMuch) || yields.Sum(yield => yield.Work) > PieceTrimmer.MaxWork || yields.Sum(yield => yield.Peak) > PieceTrimmer.MaxPieces)
        {
            return null;
        }
        var summary = _summaries.GetOrAdd(string.Join(' ', yields.Select(yield => yield.Number)), _ => SummaryNumbers.Of(yields));
        return summary with
        {
            IsAdministrator = IsAdministrator(holding, principal, context, allows, denies, yields, shared),
            IsPartlyUnknown = isPartlyUnknown
                || shared.Limits.NotModelled.Count > 0
                || yields.Exists(yield => yield.IsSelfGoverned)
                || SymbolicEvaluation.PartlyDenied(
                    strangers, [.. own, .. shared.Limits.Policies], name => yields.Exists(yield => yield.Somewhere.Unknown.Contains(name))).Any(),
        };
    }

    private void Open(CompiledPolicy policy, PrincipalContext context, List<OpenPart> allows, List<OpenPart> denies)
    {
        foreach (var statement in policy.Statements)
        {
            if (OpenPart.FormOf(statement, context) is { } form)
            {
                var part = _parts.TryGetValue((statement, form), out var known)
                    ? known
                    : _parts.GetOrAdd((statement, form), new OpenPart(Interlocked.Increment(ref _numbers), context.Open(statement)!));
                (statement.Statement.IsAllow ? allows : denies).Add(part);
            }
        }
    }

    private static IReadOnlyCollection<ActionPattern> NoStrangers { get; } = [];

    private bool Concerns(HeldResourcePolicy policy, Holding holding, AwsPrincipal? principal) => compiled.Get(policy.Document) is { Document: not null } document
        && (document.Statements.Any(statement => statement.Strangers.Count > 0)
            || (principal is not null && document.Statements.Any(statement =>
                (!statement.Statement.IsAllow || string.Equals(policy.Container, holding.Container, StringComparison.Ordinal))
                && principal.Match(statement.Statement, hasBoundary: false) != PrincipalMatch.None)));

    /// <summary>As <see cref="SymbolicEvaluation"/> finds them: of several spellings the first counts.</summary>
    private IReadOnlyCollection<ActionPattern> Strangers(IEnumerable<CompiledPolicy> own, Holding holding)
    {
        Dictionary<string, ActionPattern>? found = null;
        foreach (var policy in own.Concat(holding.Limits.Where(limit => limit.Document is not null).Select(limit => compiled.Get(limit.Document!))))
        {
            foreach (var stranger in policy.Strangers)
            {
                (found ??= new(StringComparer.OrdinalIgnoreCase)).TryAdd(stranger.Source, stranger);
            }
        }
        return found is null ? NoStrangers : found.Values;
    }

    /// <summary>The limits above an identity: one object for all whom they bind alike.</summary>
    private SharedLimits LimitsOf(Holding holding, AwsPrincipal? principal, PrincipalContext context, IReadOnlyCollection<ActionPattern> strangers)
    {
        var partition = PieceReport.PartitionOf(holding.NativeId);
        var key = new StringBuilder(partition).Append(CallerLimits.IsExempt(holding, principal) ? " exempt " : " bound ");
        var layers = new List<(LimitKind, string)>();
        foreach (var limit in holding.Limits)
        {
            // Targets only tell layers apart: what they are called makes no difference.
            var layer = layers.IndexOf((limit.Kind, limit.Target));
            if (layer < 0)
            {
                layer = layers.Count;
                layers.Add((limit.Kind, limit.Target));
            }
            key.Append((int)limit.Kind).Append(' ').Append(layer).Append(' ').Append(limit.Document?.Hash);
            foreach (var statement in limit.Document is null ? [] : compiled.Get(limit.Document).Statements)
            {
                key.Append(OpenPart.FormOf(statement, context) ?? "-");
                if (limit.Kind == LimitKind.ResourceControlPolicy && statement.Statement.Principals is not null)
                {
                    key.Append(principal?.Match(statement.Statement, hasBoundary: false) == PrincipalMatch.None ? '-' : '+');
                }
                key.Append('\u0003');
            }
            key.Append('\n');
        }
        key.AppendJoin('\n', strangers.Select(stranger => stranger.Source).Order(StringComparer.Ordinal));
        return _limits.GetOrAdd(key.ToString(), _ => new SharedLimits(
            CallerLimits.Of(holding, principal, context, compiled, strangers),
            strangers,
            partition,
            content => _limitNumbers.GetOrAdd(content, _ => Interlocked.Increment(ref _numbers))));
    }

    private Yield YieldOf(OpenPart part, List<OpenPart> denies, SharedLimits shared)
    {
        var cutting = denies.FindAll(deny => part.IsCutBy(deny, shared.Strangers.Count > 0));
        var cut = cutting.Count == 0 ? string.Empty : string.Join(' ', cutting.Select(deny => deny.Number));
        var key = (shared, part.Number, cut);
        if (_yields.TryGetValue(key, out var yield))
        {
            return yield;
        }
        // Limits that differ may still treat this statement alike.
        var (limits, layers, above) = shared.Touching(part);
        if (!_distinctYields.TryGetValue((limits, part.Number, cut), out yield))
        {
            var rules = cutting.Select(deny => deny.Rule(shared.Strangers)).Concat(above);
            yield = _distinctYields.GetOrAdd((limits, part.Number, cut), Yield.Of(Interlocked.Increment(ref _numbers), part.Given(shared.Strangers), layers, rules, shared.Partition));
        }
        return _yields.GetOrAdd(key, yield);
    }

    private static bool IsAdministrator(
        Holding holding,
        AwsPrincipal? principal,
        PrincipalContext context,
        List<OpenPart> allows,
        List<OpenPart> denies,
        List<Yield> yields,
        SharedLimits shared) => yields.Exists(yield => yield.Rights.Count > 0) && AdministratorTest.Of(new AdministratorCase(holding, principal, context)
        {
            Given = [.. allows.Select(part => part.Given(shared.Strangers))],
            Unlimited = Catalogue.ActionSet.Union(yields.Select(yield => yield.Unlimited)),
            Rights = [.. yields.SelectMany(yield => yield.Rights)],
            Limits = shared.Limits.Layers,
            Denies = [.. denies.Select(part => part.Rule(shared.Strangers)), .. shared.Limits.Denies],
        }) is not null;
}
