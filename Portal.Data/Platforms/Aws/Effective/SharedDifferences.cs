using System.Collections.Concurrent;
using System.Text;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Compares many identities before and after a change; what several have alike is worked out once.</summary>
/// <param name="compiled">Compiled documents.</param>
internal sealed class SharedDifferences(CompiledPolicies compiled) : IPermissionComparison
{
    private readonly Shared<PermissionDifference> _differences = new(StringComparer.Ordinal);
    private readonly Shared<DifferenceSize> _sizes = new(StringComparer.Ordinal);
    private int _worked;

    /// <inheritdoc />
    public int Worked => _worked;

    /// <inheritdoc />
    public IReadOnlyList<PermissionDifference> Of(IReadOnlyList<(Holding Before, Holding After)> pairs, CancellationToken cancellationToken) =>
        Each(pairs, pair => Of(_differences, pair.Before, pair.After, DifferenceReport.Of), cancellationToken);

    /// <inheritdoc />
    public IReadOnlyList<DifferenceSize> Sizes(IReadOnlyList<(Holding Before, Holding After)> pairs, CancellationToken cancellationToken) =>
        Each(
            pairs,
            pair =>
            {
                var (before, after) = Touched(pair.Before, pair.After);
                return Of(_sizes, before, after, DifferenceReport.SizeOf);
            },
            cancellationToken);

    private static T[] Each<T>(IReadOnlyList<(Holding Before, Holding After)> pairs, Func<(Holding Before, Holding After), T> work, CancellationToken cancellationToken)
    {
        var results = new T[pairs.Count];
        Parallel.For(
            0,
            pairs.Count,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            i => results[i] = work(pairs[i]));
        return results;
    }

    private T Of<T>(Shared<T> known, Holding before, Holding after, Func<Holding, Holding, CompiledPolicies, (T Result, bool IsPersonal)> work)
    {
        var isFirst = false;
        var shared = known.GetOrAdd(KeyOf(before, after), _ => new(() =>
        {
            isFirst = true;
            return Work();
        })).Value;
        return isFirst || !shared.IsPersonal ? shared.Result : Work().Result;

        (T Result, bool IsPersonal) Work()
        {
            Interlocked.Increment(ref _worked);
            return work(before, after, compiled);
        }
    }

    /// <summary>
    /// Both without the policies that they have alike and that are about none of the actions of those that they have not: what these allow and
    /// deny is the same on both sides. With other limits everything may be different; an action that the catalogue does not know may be any.
    /// </summary>
    private (Holding Before, Holding After) Touched(Holding before, Holding after)
    {
        if (!before.Limits.SequenceEqual(after.Limits))
        {
            return (before, after);
        }
        var changed = before.Policies.Except(after.Policies).Concat(after.Policies.Except(before.Policies)).ToHashSet();
        var statements = changed.Where(policy => policy.Document is not null).SelectMany(policy => compiled.Follow(policy.Document!).Statements).ToList();
        if (statements.Exists(statement => statement.Strangers.Count > 0))
        {
            return (before, after);
        }
        var actions = ActionSet.Union(statements.Select(statement => statement.Actions));
        return (before with { Policies = Kept(before) }, after with { Policies = Kept(after) });

        List<HeldPolicy> Kept(Holding holding) => [.. holding.Policies.Where(policy => changed.Contains(policy) || MayTouch(policy))];

        bool MayTouch(HeldPolicy policy) => policy.Document is not { } document || compiled.Follow(document) is var held
            && (held.IsTooComplex || held.Strangers.Count > 0 || held.Statements.Any(statement => statement.Actions.Overlaps(actions)));
    }

    /// <summary>What was worked out, by whom it holds for.</summary>
    private sealed class Shared<T>(StringComparer comparer) : ConcurrentDictionary<string, Lazy<(T Result, bool IsPersonal)>>(comparer);

    /// <summary>Equal for pairs that differ alike as long as nothing in them speaks of the identity.</summary>
    private static string KeyOf(Holding before, Holding after)
    {
        var key = new StringBuilder();
        foreach (var holding in new[] { before, after })
        {
            Add(PieceReport.PartitionOf(holding.NativeId), AwsPrincipal.Read(holding.NativeId)?.IsServiceLinked == true ? "linked" : "free", $"{holding.Kind}", holding.Container, holding.IsManagement ? "management" : "member");
            AddCount(holding.Policies.Count);
            foreach (var policy in holding.Policies)
            {
                Add($"{policy.Entitlement.Kind}", policy.Entitlement.Key, policy.Entitlement.Name, policy.Name, policy.Document?.Hash);
            }
            AddLimits(holding.Limits);
            AddCount(holding.ResourcePolicies.Count);
            foreach (var policy in holding.ResourcePolicies)
            {
                Add(policy.Resource, policy.Container, policy.Document.Hash);
            }
            foreach (var (container, limits) in holding.LimitsOnResources.OrderBy(c => c.Key, StringComparer.Ordinal))
            {
                Add(container);
                AddLimits(limits);
            }
        }
        return key.ToString();

        void AddLimits(IReadOnlyList<HeldLimit> limits)
        {
            AddCount(limits.Count);
            foreach (var limit in limits)
            {
                // A boundary's target is the identity itself.
                Add($"{limit.Kind}", limit.Kind == LimitKind.Boundary ? null : limit.Target, limit.Name, limit.Document?.Hash);
            }
        }

        void AddCount(int count) => key.Append(count).Append(';');

        // With its length before it, no text can pass for two.
        void Add(params ReadOnlySpan<string?> texts)
        {
            foreach (var text in texts)
            {
                key.Append(text?.Length ?? -1).Append(':').Append(text);
            }
        }
    }
}
