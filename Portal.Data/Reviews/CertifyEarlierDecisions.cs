using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>Keeps what decisions certify that were made before certificates were kept. Does nothing where there are some.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="commands">Runs it as one command.</param>
public sealed class CertifyEarlierDecisions(IDbContextFactory<GovernanceDb> databases, CommandRunner commands)
{
    /// <summary>Keeps them, campaign by campaign in the order of their launches.</summary>
    /// <returns>How many campaigns were gone through.</returns>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            if (await db.Certificates.AnyAsync(cancellationToken) || !await db.Decisions.AnyAsync(cancellationToken))
            {
                return 0;
            }
        }
        return await commands.RunAsync("certification.earlier", by, Right.ManageInventory, KeepAsync, cancellationToken);
    }

    private static async Task<int> KeepAsync(CommandScope scope, CancellationToken cancellationToken)
    {
        if (await scope.Db.Certificates.AnyAsync(cancellationToken))
        {
            return 0;
        }
        var campaigns = await scope.Db.Campaigns.AsNoTracking().Where(c => c.LaunchedAt != null).OrderBy(c => c.LaunchedAt).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        foreach (var campaign in campaigns)
        {
            var decided = await scope.Db.ReviewItems.AsNoTracking().Where(i => i.CampaignId == campaign.Id && i.AnsweredAt != null).ToListAsync(cancellationToken);
            await CertificateIssuer.NoteAsync(scope, campaign, decided, cancellationToken);
        }
        scope.Record("certification.earlier", new("certification", "all", "what earlier reviews certify"), after: new { campaigns = campaigns.Count });
        scope.Announce(Topic.Inventory);
        return campaigns.Count;
    }
}
