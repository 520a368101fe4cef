using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Storage;
using Portal.Tests.Commands;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>
/// Nobody takes a record of a review away, an administrator included: not by any address, and not by any command, all of which are found so that
/// no new one is forgotten.
/// </summary>
public sealed class NobodyDeletesReviewsTests
{
    private const int Attempts = 6;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_address_of_reviews_takes_a_delete()
    {
        await using var portal = await PortalServer.StartAsync();
        using var administrator = await portal.CreateClientAsync(TokenScope.Admin);
        await using var db = await portal.OpenDatabaseAsync();
        var before = await RecordsAsync(db);
        var campaign = await db.Campaigns.Where(c => c.LaunchedAt != null).Select(c => c.Id).FirstAsync(Token);
        string[] reviews = ["/api/v1/campaigns", "/api/v1/remediations", "/api/v1/absences", "/campaigns", "/reviews", "/remediations"];
        var patterns = EveryRoute.Of(portal).Where(r => Array.Exists(reviews, at => r.Pattern.StartsWith(at, StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(patterns);
        Assert.DoesNotContain(patterns, r => r.Method == "DELETE");

        foreach (var pattern in patterns.Select(r => r.Pattern).Distinct(StringComparer.Ordinal))
        {
            var address = EveryRoute.AddressOf(pattern).OriginalString.Replace("01990000-0000-7000-8000-000000000001", campaign.Value.ToString(), StringComparison.Ordinal);
            using var answer = await administrator.DeleteAsync(new Uri(address, UriKind.Relative), Token);
            Assert.True(answer.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound or HttpStatusCode.Unauthorized or HttpStatusCode.Redirect, $"{pattern} answered {answer.StatusCode}.");
        }

        Assert.Equal(before, await RecordsAsync(db));
    }

    [Fact]
    public async Task No_command_takes_a_record_away_that_an_administrator_gives()
    {
        await using var portal = await PortalServer.StartAsync();
        await using var db = await portal.OpenDatabaseAsync();
        var administrator = (await db.People.AsNoTracking().Where(p => p.IsActive).ToListAsync(Token)).First(p => p.AssignedRoles.Contains(Role.Administrator));
        var by = TestPortalData.By(administrator, Role.Administrator);
        var kept = await RecordsAsync(db);
        Assert.Contains(kept, r => r.StartsWith("item ", StringComparison.Ordinal));
        Assert.Contains(kept, r => r.StartsWith("answer ", StringComparison.Ordinal));
        var commands = EveryCommand.Of(portal.Services).ToList();

        foreach (var command in commands.Concat(commands.AsEnumerable().Reverse()))
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                await EveryCommand.TryAsync(portal.Services, db, command, by, attempt);
            }
            // What came to be is kept from now on as well.
            var now = await RecordsAsync(db);
            Assert.True(kept.IsSubsetOf(now), $"{EveryCommand.Name(command)} took away {string.Join(", ", kept.Except(now).Take(5))}.");
            kept = now;
        }
    }

    /// <summary>Everything that tells of reviews that somebody was asked in: what is prepared and nobody saw may be made anew.</summary>
    private static async Task<HashSet<string>> RecordsAsync(GovernanceDb db)
    {
        var launched = db.Campaigns.Where(c => c.LaunchedAt != null);
        return
        [
            .. (await launched.Select(c => c.Id).ToListAsync(Token)).Select(id => $"campaign {id.Value}"),
            .. (await db.ReviewItems.Where(i => launched.Any(c => c.Id == i.CampaignId)).Select(i => i.Id).ToListAsync(Token)).Select(id => $"item {id.Value}"),
            .. (await db.ReviewVotes.Where(v => launched.Any(c => c.Id == v.CampaignId)).Select(v => v.Id).ToListAsync(Token)).Select(id => $"vote {id.Value}"),
            .. (await db.Decisions.Select(d => d.Id).ToListAsync(Token)).Select(id => $"answer {id.Value}"),
            .. (await db.Remediations.Select(r => r.Id).ToListAsync(Token)).Select(id => $"remediation {id.Value}"),
            .. (await db.CarryActs.Select(a => a.Id).ToListAsync(Token)).Select(id => $"act {id.Value}"),
            .. (await db.CarryBrakes.Select(b => b.Id).ToListAsync(Token)).Select(id => $"brake {id.Value}"),
            .. (await db.Absences.Select(a => a.Id).ToListAsync(Token)).Select(id => $"absence {id.Value}"),
            .. (await db.ReviewNotices.Select(n => new { n.CampaignId, n.ReviewerId, n.Kind, n.MessageId }).ToListAsync(Token)).Select(n => $"notice {n}"),
        ];
    }
}
