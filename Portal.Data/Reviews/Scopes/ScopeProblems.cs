using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Scopes;

/// <summary>What makes no sense in a scope, field by field. A list may leave out what it does not understand; a campaign would then cover what nobody asked for.</summary>
internal static class ScopeProblems
{
    /// <summary>Adds to <paramref name="problems"/> what is wrong.</summary>
    public static async Task FindAsync(GovernanceDb db, CampaignScope scope, Dictionary<string, string[]> problems, CancellationToken cancellationToken)
    {
        var query = new QueryReader(scope.Filter);
        _ = ReviewScope.Parse(query);
        string[] wrong =
        [
            .. query.Errors.Select(e => $"{e.Key} {string.Join(' ', e.Value)}"),
            .. ReviewScope.UnknownIn(query).Select(name => $"{name} is nothing that access is chosen by."),
        ];
        if (wrong.Length > 0)
        {
            problems["filter"] = wrong;
        }
        if (scope.Listed.Count > CampaignScope.MostListed || scope.Listed.Distinct().Count() != scope.Listed.Count)
        {
            problems["entitlements"] = [$"List at most {CampaignScope.MostListed} entitlements, each once."];
        }
        else if (await UnknownAsync(db, scope.Listed, cancellationToken) is { Count: > 0 } unknown)
        {
            problems["entitlements"] = [$"No agent holds {string.Join(", ", unknown.Take(10))}."];
        }
        if (await WrongExclusionAsync(db, scope.Exclusions, cancellationToken) is { } exclusion)
        {
            problems["exclusions"] = [exclusion];
        }
    }

    private static async Task<IReadOnlyList<string>> UnknownAsync(GovernanceDb db, IReadOnlyList<EntitlementId> listed, CancellationToken cancellationToken)
    {
        var ids = listed.ToList();
        var known = ids.Count == 0
            ? []
            : (await db.Entitlements
                .Where(e => EF.Parameter(ids).Contains(e.Id))
                .Join(db.Identities.Where(i => i.AgentId != null), e => e.IdentityId, i => i.Id, (e, _) => e.Id)
                .ToListAsync(cancellationToken)).ToHashSet();
        return [.. ids.Where(id => !known.Contains(id)).Select(id => id.Value.ToString())];
    }

    private static async Task<string?> WrongExclusionAsync(GovernanceDb db, IReadOnlyList<ScopeExclusion> exclusions, CancellationToken cancellationToken)
    {
        if (exclusions.Count > ScopeExclusion.Most || exclusions.DistinctBy(e => (e.Kind, e.Id)).Count() != exclusions.Count)
        {
            return $"Exclude at most {ScopeExclusion.Most} things, each once.";
        }
        foreach (var exclusion in exclusions)
        {
            if (string.IsNullOrWhiteSpace(exclusion.Reason) || exclusion.Reason.Length > ScopeExclusion.ReasonLength)
            {
                return $"Say why {exclusion.Id} is excluded, in 1 to {ScopeExclusion.ReasonLength} characters.";
            }
            if (await ScopeReader.NameAsync(db, exclusion, cancellationToken) is null)
            {
                return $"There is no {QueryWriter.Name(exclusion.Kind.ToString())} {exclusion.Id}.";
            }
        }
        return null;
    }
}
