using Portal.Data.Access;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Analytics;
using Portal.Data.Reviews.Evidence;
using Portal.Data.Reviews.Samples;
using Portal.Hosting.Api;

namespace Portal.Reviews;

/// <summary>What campaigns come to, over HTTP: figures, evidence and samples of it.</summary>
internal static class EvidenceEndpoints
{
    /// <summary>Maps it below <c>/campaigns/{id}</c>.</summary>
    public static void MapEvidence(this RouteGroupBuilder campaigns)
    {
        campaigns.MapGet("/trend", TrendAsync).RequireRight(Right.ReadCampaigns).WithSummary("How the latest campaigns went, oldest first").Produces<IReadOnlyList<CampaignSummary>>();
        campaigns.MapGet("/{id:guid}/figures", FiguresAsync).RequireRight(Right.ReadCampaigns)
            .WithSummary("How a campaign goes: by day, by reviewer and by team").Produces<CampaignFigures>();
        campaigns.MapGet("/{id:guid}/evidence", PackAsync).RequireRight(Right.ReadAudit)
            .WithSummary("The signed evidence pack of a sealed campaign, a ZIP; who takes it is recorded");
        campaigns.MapPost("/{id:guid}/samples", SampleAsync).RequireRight(Right.ReadAudit)
            .WithSummary("Draw a sample of its items by a seed, for whoever audits it; that it was drawn is recorded").Produces<CampaignSample>();
    }

    private static async Task<IResult> TrendAsync(HttpContext context, CampaignFiguresQueries figures, CancellationToken cancellationToken) =>
        TypedResults.Ok(await figures.TrendAsync(context.GetCaller(), cancellationToken));

    private static async Task<IResult> FiguresAsync(Guid id, HttpContext context, CampaignFiguresQueries figures, CancellationToken cancellationToken) =>
        await figures.FindAsync(new CampaignId(id), context.GetCaller(), cancellationToken) is { } found ? TypedResults.Ok(found) : TypedResults.NotFound();

    private static async Task<IResult> SampleAsync(Guid id, SampleBody body, HttpContext context, DrawSample draw, CancellationToken cancellationToken)
    {
        var draft = new SampleDraft(body.Seed ?? string.Empty, body.Size ?? 0, body.Stratum ?? SampleStratum.All);
        return await draw.RunAsync(new CampaignId(id), draft, context.GetCaller(), cancellationToken) is not { } drawn ? TypedResults.NotFound()
            : drawn.Sample is { } sample ? TypedResults.Ok(sample)
            : Problems.Invalid(drawn.Problems);
    }

    private static async Task<IResult> PackAsync(Guid id, HttpContext context, WriteEvidence write, ListExport export, CancellationToken cancellationToken)
    {
        var (campaign, by) = (new CampaignId(id), context.GetCaller());
        if (await write.FindStandingAsync(campaign, by, cancellationToken) is not { } standing)
        {
            return TypedResults.NotFound();
        }
        return standing switch
        {
            EvidenceStanding.Ready => await export.AsFileAsync(
                context, "campaign-evidence", Right.ReadAudit, $"?campaign={id}", "pack", "application/zip", $"evidence-{id}.zip",
                body => write.RunAsync(campaign, body, by, context.RequestAborted)),
            EvidenceStanding.NotSealed => Problems.Of(
                StatusCodes.Status409Conflict, "not-sealed", "The campaign is not signed off, so what it says can still change. Seal it first."),
            EvidenceStanding.NotSigned => Problems.Of(
                StatusCodes.Status409Conflict, "not-signed-yet", "No checkpoint covers the sign-off yet. The portal signs every minute: ask again then."),
            EvidenceStanding.Tampered => Problems.Of(
                StatusCodes.Status409Conflict, "tampered", "The campaign's items are not those that were signed off: something else than the portal changed them. Run 'audit verify' to see what."),
        };
    }
}
