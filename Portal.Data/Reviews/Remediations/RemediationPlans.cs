using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Turns a decided revoke into what has to be run, by the platform's own planner.</summary>
/// <param name="platforms">The platforms.</param>
public sealed class RemediationPlans(IEnumerable<IPlatform> platforms)
{
    private readonly Dictionary<Platform, IRevocationPlanner> _planners = platforms.ToDictionary(p => p.Platform, p => p.Revocations);

    /// <summary>Plans the item's remediation anew: after the first decision, or when a reduce became a revoke.</summary>
    internal async Task PlanAsync(GovernanceDb db, ReviewItem item, Remediation remediation, CancellationToken cancellationToken)
    {
        remediation.Remedy = item.State == ReviewItemState.Revoked ? Remedy.Remove : Remedy.Narrow;
        if (remediation.Remedy == Remedy.Narrow)
        {
            remediation.Command = null;
            remediation.Inverse = null;
            remediation.Note = $"Put something narrower in its place: {item.Justification}";
            return;
        }
        if (!_planners.TryGetValue(item.Shown.Platform, out var planner))
        {
            remediation.Note = $"Governance cannot say how to take this away on {item.Shown.Platform}. Take it away by hand.";
            return;
        }
        // A group brings several documents and membership needs none of them: only a policy of its own has to be given back by content.
        var hash = item.Shown.Documents is [{ Hash: { } only }] ? only : null;
        var text = hash is null
            ? null
            : await db.PolicyDocuments.Where(d => d.Hash == hash).Select(d => d.Text).SingleOrDefaultAsync(cancellationToken);
        var plan = planner.Plan(item.Shown.NativeId, item.Shown.Entitlement, text is null ? null : new PolicyText(hash!, text));
        remediation.Command = plan.Command;
        remediation.Inverse = plan.Inverse;
        remediation.Note = plan.Note;
    }
}
