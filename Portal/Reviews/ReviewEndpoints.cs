using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Reassignment;
using Portal.Hosting.Api;

namespace Portal.Reviews;

/// <summary>Campaigns, items and decisions over HTTP.</summary>
internal static class ReviewEndpoints
{
    /// <summary>Maps <c>/campaigns</c>.</summary>
    public static void MapReviews(this RouteGroupBuilder api)
    {
        var campaigns = api.MapGroup("/campaigns").WithTags("Campaigns");
        campaigns.MapGet("/", ListAsync).RequireRight(Right.ReadCampaigns).WithSummary("Campaigns, newest first").Produces<Page<CampaignRow>>();
        campaigns.MapPost("/", CreateAsync).RequireRight(Right.ManageCampaigns).WithSummary("Prepare a campaign").Produces<CampaignDetail>(StatusCodes.Status201Created);
        campaigns.MapGet("/{id:guid}", FindAsync).RequireRight(Right.ReadCampaigns).WithSummary("One campaign with its progress").Produces<CampaignDetail>();
        campaigns.MapPost("/preview", PreviewAsync).RequireRight(Right.ManageCampaigns)
            .WithSummary("What a campaign would come to if it were launched now").Produces<CampaignPreview>();
        campaigns.MapCampaignSteps();
        campaigns.MapEvidence();
        campaigns.MapGet("/{id:guid}/items", ItemsAsync).RequireRight(Right.ReadCampaigns).WithSummary("A campaign's items, riskiest first").Produces<Page<ReviewItemRow>>();
        campaigns.MapPost("/{id:guid}/items/{itemId:guid}/decisions", DecideAsync).RequireRight(Right.Review)
            .WithSummary("Answer one item that one was asked about").Produces<ItemDecided>();
        campaigns.MapPost("/{id:guid}/decisions", DecideManyAsync).RequireRight(Right.Review)
            .WithSummary("Answer many items; each stands alone").Produces<IReadOnlyList<ItemDecided>>();
        campaigns.MapPost("/{id:guid}/reassign", ReassignAsync).RequireRight(Right.ManageCampaigns)
            .WithSummary("Put open items before somebody else, with a reason; each stands alone").Produces<IReadOnlyList<ItemReassigned>>();
    }

    private static async Task<IResult> ReassignAsync(Guid id, ReassignBody body, HttpContext context, ReassignReviewItems reassign, CancellationToken cancellationToken) =>
        await reassign.RunAsync(new CampaignId(id), body.ToDraft(), context.GetCaller(), cancellationToken) switch
        {
            null => TypedResults.NotFound(),
            { Problems.Count: > 0 } refused => Problems.Invalid(refused.Problems),
            var done => TypedResults.Ok(done.Items),
        };

    private static async Task<IResult> ListAsync(HttpContext context, CampaignQueries campaigns, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = CampaignFilter.Parse(query);
        var page = query.Page();
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : TypedResults.Ok(await campaigns.ListAsync(filter, page, context.GetCaller(), cancellationToken));
    }

    private static async Task<IResult> CreateAsync(
        CampaignBody body, HttpContext context, CreateCampaign create, CampaignQueries campaigns, CancellationToken cancellationToken)
    {
        var by = context.GetCaller();
        var created = await create.RunAsync(body.ToDraft(), by, cancellationToken);
        return created.Id is { } id
            ? TypedResults.Created($"{ApiRoutes.Prefix}/campaigns/{id.Value}", await campaigns.FindAsync(id, by, cancellationToken))
            : Problems.Invalid(created.Problems);
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext context, CampaignQueries campaigns, CancellationToken cancellationToken) =>
        await campaigns.FindAsync(new CampaignId(id), context.GetCaller(), cancellationToken) is { } campaign
            ? TypedResults.Ok(campaign)
            : TypedResults.NotFound();

    private static async Task<IResult> PreviewAsync(ScopeBody body, HttpContext context, CampaignQueries campaigns, CancellationToken cancellationToken)
    {
        var (scope, by) = (body.ToScope(), context.GetCaller());
        var stages = StageBody.All(body.Stages);
        var problems = await campaigns.ProblemsOfAsync(scope, stages, by, cancellationToken);
        return problems.Count > 0
            ? Problems.Invalid(problems)
            : TypedResults.Ok(await campaigns.PreviewAsync(scope, stages, body.OwnersDecideAlone, by, cancellationToken));
    }

    private static async Task<IResult> ItemsAsync(Guid id, HttpContext context, CampaignQueries campaigns, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = ReviewItemFilter.Parse(query);
        var page = query.Page();
        if (query.Errors.Count > 0)
        {
            return Problems.Invalid(query.Errors);
        }
        return await campaigns.ItemsAsync(new CampaignId(id), filter, page, context.GetCaller(), cancellationToken) is { } items
            ? TypedResults.Ok(items)
            : TypedResults.NotFound();
    }

    private static async Task<IResult> DecideAsync(
        Guid id, Guid itemId, DecisionBody body, HttpContext context, DecideReviewItems decide, CancellationToken cancellationToken)
    {
        if (body.Decision is null)
        {
            return Problems.Invalid("decision", "Say attest, revoke, reduce, notMine or abstain.");
        }
        var decided = await decide.RunAsync(
            new CampaignId(id), [body.To(new ReviewItemId(itemId))], DecisionChannel.Api, context.GetCaller(), cancellationToken);
        return Answer(decided[0]);
    }

    private static async Task<IResult> DecideManyAsync(
        Guid id, DecisionsBody body, HttpContext context, DecideReviewItems decide, CancellationToken cancellationToken)
    {
        if (body.Decisions is not { Count: > 0 and <= DecideReviewItems.MostAnswers } decisions
            || decisions.Any(d => d?.Decision is null || d.ItemId is null)
            || decisions.DistinctBy(d => d!.ItemId).Count() != decisions.Count)
        {
            return Problems.Invalid("decisions", $"Send 1 to {DecideReviewItems.MostAnswers} decisions, each with its own itemId and a decision.");
        }
        return TypedResults.Ok(await decide.RunAsync(
            new CampaignId(id),
            [.. decisions.Select(d => d!.To(new ReviewItemId(d.ItemId!.Value)))],
            DecisionChannel.Api,
            context.GetCaller(),
            cancellationToken));
    }

    private static IResult Answer(ItemDecided decided) => decided.Outcome switch
    {
        Decided.Recorded or Decided.AlreadySo => TypedResults.Ok(decided),
        Decided.RevokeStands => Conflict("revoke-stands", "The answer is on record and does not count: a revoke was decided before, and stands."),
        Decided.NotOpen => Conflict("not-open", "The campaign takes no answers now."),
        Decided.ChangedMeanwhile => Conflict("changed-meanwhile", "The item was answered differently since. Read it again and repeat."),
        Decided.NobodyElse => Conflict("nobody-else", "There is nobody else who may answer."),
        Decided.NotReviewer => Problems.Of(StatusCodes.Status403Forbidden, "not-reviewer", "Only the item's reviewer may answer."),
        Decided.OwnAccess => Problems.Of(StatusCodes.Status403Forbidden, "own-access", "Nobody decides on their own access."),
        Decided.GaveIt => Problems.Of(StatusCodes.Status403Forbidden, "gave-it", "Changes show that the caller gave it: somebody else decides whether it stays."),
        Decided.OwnsItAlone => Problems.Of(StatusCodes.Status403Forbidden, "owns-it-alone", "The caller owns the agent alone: somebody else decides."),
        Decided.StageOver => Conflict("stage-over", "The stage in which the caller was asked is over for this item."),
        Decided.ReasonMissing => Problems.Invalid("justification", "A reason is needed: for every revoke and reduce, and to attest privileged access."),
        Decided.UntilPassed => Problems.Invalid("until", "It has to be in the future."),
        Decided.NotFound => TypedResults.NotFound(),
    };

    private static ProblemHttpResult Conflict(string name, string detail) => Problems.Of(StatusCodes.Status409Conflict, name, detail);
}
