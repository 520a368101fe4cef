using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions;

/// <summary>Answers calls of a platform's own policy simulator, so that people can lay its answer beside the portal's.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="platforms">Who answers.</param>
public sealed class PolicySimulationQueries(IDbContextFactory<GovernanceDb> databases, IEnumerable<IPlatform> platforms)
{
    /// <summary>No policies on resources: a call brings them, or they have no say.</summary>
    private const string NoResource = "";

    private readonly Dictionary<Platform, IPolicySimulator?> _simulators = platforms.ToDictionary(p => p.Platform, p => p.PolicySimulator);

    /// <summary>Answers a call that brings its policies; null when the platform has no simulator of its own.</summary>
    public PolicySimulation? Custom(Platform platform, JsonElement call, Caller by)
    {
        by.Require(Right.ReadInventory);
        return _simulators.GetValueOrDefault(platform)?.Custom(call);
    }

    /// <summary>Answers a call about a principal of the inventory as it is now; null when the platform has no simulator of its own.</summary>
    public async Task<PolicySimulation?> PrincipalAsync(Platform platform, JsonElement call, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        return _simulators.GetValueOrDefault(platform) is { } simulator
            ? await simulator.PrincipalAsync(call, nativeId => HoldingAsync(platform, nativeId, cancellationToken))
            : null;
    }

    /// <summary>Where several sources show the principal, the one that showed it last counts.</summary>
    private async Task<Holding?> HoldingAsync(Platform platform, string nativeId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var identity = await db.Identities.AsNoTracking()
            .Where(i => i.Platform == platform && i.NativeId == nativeId && i.ObservedUntil == null)
            .OrderByDescending(i => i.ObservedFrom)
            .FirstOrDefaultAsync(cancellationToken);
        return identity is null ? null : (await new HoldingReader(db).ReadAsync([identity], NoResource, cancellationToken))[identity.Id].Holding;
    }
}
