using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions;

/// <summary>Finds what lies below a place of an organization's tree.</summary>
internal static class ScopesBelow
{
    /// <summary>The accounts or projects that are, or lie below, one of <paramref name="targets"/>.</summary>
    public static async Task<string[]> ContainersBelowAsync(this GovernanceDb db, HashSet<string> targets, CancellationToken cancellationToken)
    {
        if (targets.Count == 0)
        {
            return [];
        }
        var parents = (await db.Scopes.AsNoTracking().ToListAsync(cancellationToken))
            .DistinctBy(s => s.NativeId, StringComparer.Ordinal).ToDictionary(s => s.NativeId, StringComparer.Ordinal);
        bool IsBelow(Scope scope)
        {
            var place = scope;
            for (var depth = 0; depth < parents.Count; depth++)
            {
                if (targets.Contains(place.NativeId))
                {
                    return true;
                }
                if (place.Parent is null || !parents.TryGetValue(place.Parent, out place!))
                {
                    return false;
                }
            }
            return false;
        }
        return [.. parents.Values.Where(s => s.Kind == ScopeKind.Container && IsBelow(s)).Select(s => s.NativeId)];
    }
}
