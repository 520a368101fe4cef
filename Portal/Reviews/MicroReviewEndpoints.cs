using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Lists;
using Portal.Data.Reviews.MicroReviews;
using Portal.Hosting.Api;

namespace Portal.Reviews;

/// <summary>Rules that open micro-reviews, over HTTP.</summary>
internal static class MicroReviewEndpoints
{
    /// <summary>Maps <c>/micro-reviews</c>.</summary>
    public static void MapMicroReviews(this RouteGroupBuilder api)
    {
        var rules = api.MapGroup("/micro-reviews").WithTags("Micro-reviews");
        rules.MapGet("/", ListAsync).RequireRight(Right.ReadCampaigns).WithSummary("Rules that open micro-reviews, by name").Produces<Page<MicroReviewRuleRow>>();
        rules.MapPost("/", CreateAsync).RequireRight(Right.ManageCampaigns).WithSummary("Make a rule").Produces<MicroReviewRuleRow>(StatusCodes.Status201Created);
        rules.MapPost("/preview", PreviewAsync).RequireRight(Right.ManageCampaigns)
            .WithSummary("What a rule would have come to in the last 90 days").Produces<MicroReviewPreview>();
        rules.MapGet("/{id:guid}", FindAsync).RequireRight(Right.ReadCampaigns).WithSummary("One rule, and what waits for its next review").Produces<MicroReviewRuleRow>();
        rules.MapPatch("/{id:guid}", UpdateAsync).RequireRight(Right.ManageCampaigns).WithSummary("Change a rule, or switch it on or off").Produces<MicroReviewRuleRow>();
        rules.MapDelete("/{id:guid}", DeleteAsync).RequireRight(Right.ManageCampaigns).WithSummary("Remove a rule; reviews that it opened go on");
        rules.MapGet("/{id:guid}/occasions", ListOccasionsAsync).RequireRight(Right.ReadCampaigns)
            .WithSummary("What set a rule off and which review asks about it, newest first").Produces<Page<MicroReviewOccasionRow>>();
        api.MapGet("/changes/{id:guid}/micro-reviews", OfChangeAsync).RequireRight(Right.ReadCampaigns).WithTags("Micro-reviews")
            .WithSummary("Which micro-reviews a change set off").Produces<IReadOnlyList<MicroReviewOccasionRow>>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, MicroReviewQueries rules, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var page = query.Page();
        return query.Errors.Count > 0 ? Problems.Invalid(query.Errors) : TypedResults.Ok(await rules.ListAsync(page, context.GetCaller(), cancellationToken));
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext context, MicroReviewQueries rules, CancellationToken cancellationToken) =>
        await rules.FindAsync(new(id), context.GetCaller(), cancellationToken) is { } rule ? TypedResults.Ok(rule) : TypedResults.NotFound();

    private static async Task<IResult> CreateAsync(MicroReviewBody body, HttpContext context, SaveMicroReviewRule save, MicroReviewQueries rules, CancellationToken cancellationToken)
    {
        var saved = await save.CreateAsync(body.Over(MicroReviewDraft.Empty), context.GetCaller(), cancellationToken);
        return saved.Id is { } id
            ? TypedResults.Created($"{ApiRoutes.Prefix}/micro-reviews/{id.Value}", await rules.FindAsync(id, context.GetCaller(), cancellationToken))
            : Problems.Invalid(saved.Problems);
    }

    private static async Task<IResult> PreviewAsync(MicroReviewBody body, HttpContext context, MicroReviewQueries rules, CancellationToken cancellationToken)
    {
        var draft = body.Over(MicroReviewDraft.Empty);
        var problems = MicroReviewQueries.ProblemsOf(draft);
        return problems.Count > 0 ? Problems.Invalid(problems) : TypedResults.Ok(await rules.PreviewAsync(draft, context.GetCaller(), cancellationToken));
    }

    private static async Task<IResult> UpdateAsync(
        Guid id, MicroReviewBody body, HttpContext context, SaveMicroReviewRule save, MicroReviewQueries rules, CancellationToken cancellationToken)
    {
        if (await rules.FindAsync(new(id), context.GetCaller(), cancellationToken) is not { } present)
        {
            return TypedResults.NotFound();
        }
        return await save.UpdateAsync(new(id), present.Version, body.Over(present.ToDraft()), context.GetCaller(), cancellationToken) switch
        {
            { Id: not null } => await FindAsync(id, context, rules, cancellationToken),
            { Problems: { Count: > 0 } problems } => Problems.Invalid(problems),
            { IsChangedMeanwhile: true } => Problems.Of(StatusCodes.Status409Conflict, "changed-meanwhile", "Somebody else changed the rule at this moment. Read it again and repeat."),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<IResult> DeleteAsync(Guid id, HttpContext context, DeleteMicroReviewRule delete, CancellationToken cancellationToken) =>
        await delete.RunAsync(new(id), context.GetCaller(), cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<IResult> ListOccasionsAsync(Guid id, HttpContext context, MicroReviewQueries rules, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var page = query.Page();
        if (query.Errors.Count > 0)
        {
            return Problems.Invalid(query.Errors);
        }
        return await rules.ListOccasionsAsync(new(id), page, context.GetCaller(), cancellationToken) is { } found ? TypedResults.Ok(found) : TypedResults.NotFound();
    }

    private static async Task<IResult> OfChangeAsync(Guid id, HttpContext context, ChangeQueries changes, MicroReviewQueries rules, CancellationToken cancellationToken) =>
        await changes.FindSequenceAsync(new ChangeId(id), context.GetCaller(), cancellationToken) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(await rules.OfChangeAsync(new ChangeId(id), context.GetCaller(), cancellationToken));
}
