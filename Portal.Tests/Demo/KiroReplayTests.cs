using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Incidents.Reports;
using Portal.Demo;
using Portal.Tests.Support;

namespace Portal.Tests.Demo;

/// <summary>The case of December 2025 is played through the ordinary door and ends in the portal's own report.</summary>
public sealed class KiroReplayTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_fact_says_how_it_stands_and_the_end_is_an_incident_with_its_report()
    {
        await using var portal = await PortalServer.StartAsync();
        var replay = portal.Get<KiroReplay>();
        var engineer = (await portal.Get<Personas>().FindAsync(Persona.Engineer, Token))!;
        Assert.True(await replay.CanPlayAsync(Token));

        var cards = await replay.PlayAsync(TimeSpan.Zero, engineer, Token).ToListAsync(Token);
        var incident = await replay.ConcludeAsync(engineer, Token);

        Assert.All(cards, c => Assert.Equal(c.Standing is ReplayStanding.Claimed or ReplayStanding.Denied, c.By is not null));
        await using var db = await portal.OpenDatabaseAsync();
        var deletion = await db.Set<Change>().OrderByDescending(c => c.Sequence).FirstAsync(c => c.Name == "DeleteStack", Token);
        Assert.True(deletion.IsSimulated);
        var report = (await portal.Get<IncidentReports>().OfAsync(incident!.Value, engineer, Token))!;
        var act = Assert.Single(report.Acts, a => a.Title == "cloudformation:DeleteStack");
        Assert.True(act.IsSimulated);
        Assert.Contains(act.Sentences, s => s.Link == ReportLink.Grant && s.Text.Contains("temporary-network-migration was given", StringComparison.Ordinal));
        Assert.Contains(act.Sentences, s => s is { Link: ReportLink.Attestation, Column: ReportColumn.ControlAbsent });
        Assert.Equal(2, report.Claims.Count);
    }

    [Fact]
    public async Task Only_who_may_use_the_demo_plays_it()
    {
        await using var portal = await PortalServer.StartAsync();
        var auditor = (await portal.Get<Personas>().FindAsync(Persona.Auditor, Token))!;

        await Assert.ThrowsAsync<AccessDeniedException>(async () => await portal.Get<KiroReplay>().PlayAsync(TimeSpan.Zero, auditor, Token).ToListAsync(Token));
    }
}
