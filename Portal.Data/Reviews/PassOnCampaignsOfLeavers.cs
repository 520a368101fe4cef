using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Inventory.Handover;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Records;

namespace Portal.Data.Reviews;

/// <summary>
/// Gives the campaigns of a leaver that are not over to the next manager above them who is here, else to an administrator; they are marked, and
/// the new owner is told. Campaigns that are over keep who answered for them.
/// </summary>
/// <param name="notices">Tell the new owners.</param>
public sealed class PassOnCampaignsOfLeavers(CampaignHandoverNotices notices) : ILeaverFollower
{
    /// <inheritdoc/>
    public async Task FollowAsync(CommandScope scope, IReadOnlyList<Person> left, IReadOnlyList<Person> back, CancellationToken cancellationToken)
    {
        if (left.Count > 0)
        {
            await PassOnAsync(scope, left, cancellationToken);
        }
    }

    /// <summary>Passes on the campaigns of people who are not here, and are not over.</summary>
    internal async Task PassOnAsync(CommandScope scope, IReadOnlyList<Person> left, CancellationToken cancellationToken)
    {
        var gone = left.ToDictionary(p => p.Id);
        var owners = gone.Keys.ToArray();
        var ids = await scope.Db.Campaigns
            .Where(c => EF.Parameter(owners).Contains(c.OwnerId) && c.State != CampaignState.Closed && c.State != CampaignState.Cancelled)
            .Select(c => c.Id)
            .ToListAsync(cancellationToken);
        var moved = new List<(Campaign Campaign, Person From)>();
        foreach (var id in ids.Order())
        {
            // It may have moved, or come to its end, while its turn was waited for.
            if (await scope.TakeCampaignAsync(id, cancellationToken) is { IsOver: false } campaign && gone.TryGetValue(campaign.OwnerId, out var from)
                && await PassOnAsync(scope, campaign, from, cancellationToken))
            {
                moved.Add((campaign, from));
            }
        }
        await notices.TellAsync(scope, moved, cancellationToken);
    }

    /// <summary>Passes on a campaign whose turn the command has taken, if its owner is not here.</summary>
    internal async Task PassOnAsync(CommandScope scope, Campaign campaign, CancellationToken cancellationToken)
    {
        var owner = await scope.Db.People.SingleAsync(p => p.Id == campaign.OwnerId, cancellationToken);
        if (!owner.IsActive && await PassOnAsync(scope, campaign, owner, cancellationToken))
        {
            await notices.TellAsync(scope, [(campaign, owner)], cancellationToken);
        }
    }

    private static async Task<bool> PassOnAsync(CommandScope scope, Campaign campaign, Person from, CancellationToken cancellationToken)
    {
        var lines = await ReportingLines.ReadAsync(scope.Db, [from.Id], cancellationToken);
        var before = new { Owner = campaign.OwnerId };
        if ((lines.SuccessorOf(from.Id, sponsor: null) ?? await AdministratorAsync(scope, cancellationToken)) is not { } successor)
        {
            scope.Record("campaign.inherit", campaign.AsSubject(), before, reason: $"{from.Name} left, and nobody is there to take over.", outcome: AuditOutcome.Refused);
            return false;
        }
        campaign.PassOn(successor, scope.Now);
        scope.Record("campaign.inherit", campaign.AsSubject(), before, RecordedCampaign.Of(campaign), $"{from.Name} left.");
        scope.Announce(Topic.Reviews);
        return true;
    }

    private static async Task<PersonId?> AdministratorAsync(CommandScope scope, CancellationToken cancellationToken)
    {
        var people = await scope.Db.People.AsNoTracking().Where(p => p.IsActive).OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        return people.Find(p => p.AssignedRoles.Contains(Role.Administrator))?.Id;
    }
}
