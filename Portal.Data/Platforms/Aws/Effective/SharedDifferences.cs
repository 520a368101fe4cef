using System.Collections.Concurrent;
using System.Text;
using Portal.Data.Platforms.Aws.Evaluation;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Compares many identities before and after a change; what several have alike is worked out once.</summary>
/// <param name="compiled">Compiled documents.</param>
internal sealed class SharedDifferences(CompiledPolicies compiled) : IPermissionComparison
{
    private readonly ConcurrentDictionary<string, Lazy<(PermissionDifference Difference, bool IsPersonal)>> _shared = new(StringComparer.Ordinal);
    private int _worked;

    /// <inheritdoc />
    public int Worked => _worked;

    /// <inheritdoc />
    public IReadOnlyList<PermissionDifference> Of(IReadOnlyList<(Holding Before, Holding After)> pairs, CancellationToken cancellationToken)
    {
        var differences = new PermissionDifference[pairs.Count];
        Parallel.For(
            0,
            pairs.Count,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            i => differences[i] = Of(pairs[i].Before, pairs[i].After));
        return differences;
    }

    private PermissionDifference Of(Holding before, Holding after)
    {
        var isFirst = false;
        var shared = _shared.GetOrAdd(KeyOf(before, after), _ => new(() =>
        {
            isFirst = true;
            return Work(before, after);
        })).Value;
        return isFirst || !shared.IsPersonal ? shared.Difference : Work(before, after).Difference;
    }

    private (PermissionDifference Difference, bool IsPersonal) Work(Holding before, Holding after)
    {
        Interlocked.Increment(ref _worked);
        return DifferenceReport.Of(before, after, compiled);
    }

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
