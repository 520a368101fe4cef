using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Turns a decided revoke into what has to be done, by the platform's own planner.</summary>
/// <param name="platforms">The platforms.</param>
/// <param name="options">Whether a second person has to agree.</param>
public sealed class RemediationPlans(IEnumerable<IPlatform> platforms, RemediationOptions options)
{
    private readonly Dictionary<Platform, IRevocationPlanner> _planners = platforms.ToDictionary(p => p.Platform, p => p.Revocations);

    /// <summary>Plans the item's remediation anew: after the first decision, or when a reduce became a revoke.</summary>
    internal async Task PlanAsync(
        GovernanceDb db, Campaign campaign, ReviewItem item, Remediation remediation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isRevoke = item.State == ReviewItemState.Revoked;
        remediation.Plan(
            isRevoke ? Remedy.Remove : Remedy.Narrow,
            isRevoke ? await RevocationAsync(db, item.Shown, cancellationToken) : new(null, null, $"Put something narrower in its place: {item.Justification}"),
            options.NeedsApproval,
            options.TaskOf(campaign, now),
            now);
    }

    private async Task<RevocationPlan> RevocationAsync(GovernanceDb db, ShownAccess shown, CancellationToken cancellationToken)
    {
        if (!_planners.TryGetValue(shown.Platform, out var planner))
        {
            return new(null, null, $"Governance cannot say how to take this away on {shown.Platform}. Take it away by hand.");
        }
        // A group brings several documents and membership needs none of them: only a policy of its own has to be given back by content.
        var hash = shown.Documents is [{ Hash: { } only }] ? only : null;
        var text = hash is null
            ? null
            : await db.PolicyDocuments.Where(d => d.Hash == hash).Select(d => d.Text).SingleOrDefaultAsync(cancellationToken);
        return planner.Plan(shown.NativeId, shown.Entitlement, text is null ? null : new PolicyText(hash!, text));
    }
}
