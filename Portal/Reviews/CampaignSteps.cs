using Microsoft.AspNetCore.Mvc;
using Portal.Data.Access;
using Portal.Data.Reviews;
using Portal.Data.Sources;
using Portal.Hosting.Api;

namespace Portal.Reviews;

/// <summary>What moves a campaign from state to state, over HTTP.</summary>
internal static class CampaignSteps
{
    /// <summary>Maps the steps below <c>/campaigns/{id}</c>.</summary>
    public static void MapCampaignSteps(this RouteGroupBuilder campaigns)
    {
        campaigns.MapPost("/{id:guid}/collect", CollectAsync).RequireRight(Right.ManageCampaigns)
            .WithSummary("Read what it covers and make its items, without asking anybody yet").Produces<CampaignDetail>();
        campaigns.MapPost("/{id:guid}/except", ExceptAsync).RequireRight(Right.ManageCampaigns)
            .WithSummary("Sign that it goes on although a source may not be complete, with a reason").Produces<CampaignDetail>();
        campaigns.MapPost("/{id:guid}/launch", LaunchAsync).RequireRight(Right.ManageCampaigns).WithSummary("Ask the reviewers").Produces<CampaignDetail>();
        campaigns.MapPost("/{id:guid}/pause", PauseAsync).RequireRight(Right.ManageCampaigns).WithSummary("Take no answers for a while, with a reason").Produces<CampaignDetail>();
        campaigns.MapPost("/{id:guid}/resume", ResumeAsync).RequireRight(Right.ManageCampaigns)
            .WithSummary("Take answers again; the due date moves by the time that was lost").Produces<CampaignDetail>();
        campaigns.MapPost("/{id:guid}/close", CloseAsync).RequireRight(Right.ManageCampaigns).WithSummary("End answers").Produces<CampaignDetail>();
        campaigns.MapPost("/{id:guid}/cancel", CancelAsync).RequireRight(Right.ManageCampaigns).WithSummary("Give it up, with a reason").Produces<CampaignDetail>();
        campaigns.MapPost("/{id:guid}/reopen", ReopenAsync).RequireRight(Right.ManageCampaigns)
            .WithSummary("Take answers again, with a reason, until dueAt").Produces<CampaignDetail>();
        campaigns.MapPost("/{id:guid}/seal", SealAsync).RequireRight(Right.SealCampaigns)
            .WithSummary("Sign it off, as a person who has just proved who they are; nothing of it changes after that").Produces<CampaignDetail>();
    }

    private static async Task<IResult> CollectAsync(
        Guid id, HttpContext context, CollectCampaign collect, CampaignQueries campaigns, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await collect.RunAsync(new CampaignId(id), context.GetCaller(), cancellationToken), context, campaigns, cancellationToken);

    private static async Task<IResult> ExceptAsync(
        Guid id, ExceptionBody body, HttpContext context, SignScopeException sign, CampaignQueries campaigns, CancellationToken cancellationToken)
    {
        if (body.SourceId is not { } source)
        {
            return Problems.Invalid("sourceId", "Say which source.");
        }
        var moved = await sign.RunAsync(new CampaignId(id), new SourceId(source), body.Reason ?? string.Empty, context.GetCaller(), cancellationToken);
        return await AnswerAsync(id, moved, context, campaigns, cancellationToken);
    }

    private static async Task<IResult> LaunchAsync(
        Guid id, HttpContext context, LaunchCampaign launch, CampaignQueries campaigns, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await launch.RunAsync(new CampaignId(id), context.GetCaller(), cancellationToken), context, campaigns, cancellationToken);

    private static async Task<IResult> PauseAsync(
        Guid id, [FromBody] ReasonBody? body, HttpContext context, PauseCampaign pause, CampaignQueries campaigns, CancellationToken cancellationToken)
    {
        var moved = await pause.RunAsync(new CampaignId(id), body?.Reason ?? string.Empty, context.GetCaller(), cancellationToken);
        return await AnswerAsync(id, moved, context, campaigns, cancellationToken);
    }

    private static async Task<IResult> ResumeAsync(
        Guid id, HttpContext context, ResumeCampaign resume, CampaignQueries campaigns, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await resume.RunAsync(new CampaignId(id), context.GetCaller(), cancellationToken), context, campaigns, cancellationToken);

    private static async Task<IResult> CloseAsync(
        Guid id, HttpContext context, CloseCampaign close, CampaignQueries campaigns, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await close.RunAsync(new CampaignId(id), context.GetCaller(), cancellationToken), context, campaigns, cancellationToken);

    private static async Task<IResult> CancelAsync(
        Guid id, [FromBody] ReasonBody? body, HttpContext context, CancelCampaign cancel, CampaignQueries campaigns, CancellationToken cancellationToken)
    {
        var moved = await cancel.RunAsync(new CampaignId(id), body?.Reason ?? string.Empty, context.GetCaller(), cancellationToken);
        return await AnswerAsync(id, moved, context, campaigns, cancellationToken);
    }

    private static async Task<IResult> ReopenAsync(
        Guid id, ReasonBody body, HttpContext context, ReopenCampaign reopen, CampaignQueries campaigns, CancellationToken cancellationToken)
    {
        if (body.DueAt is not { } dueAt)
        {
            return Problems.Invalid("dueAt", "Say until when answers are taken.");
        }
        var moved = await reopen.RunAsync(new CampaignId(id), dueAt, body.Reason ?? string.Empty, context.GetCaller(), cancellationToken);
        return await AnswerAsync(id, moved, context, campaigns, cancellationToken);
    }

    private static async Task<IResult> SealAsync(
        Guid id, SealBody body, HttpContext context, SealCampaign seal, CampaignQueries campaigns, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await seal.RunAsync(new CampaignId(id), body.SignOff ?? string.Empty, context.GetCaller(), cancellationToken), context, campaigns, cancellationToken);

    private static async Task<IResult> AnswerAsync(
        Guid id, CampaignMoved? moved, HttpContext context, CampaignQueries campaigns, CancellationToken cancellationToken)
    {
        if (moved is null)
        {
            return TypedResults.NotFound();
        }
        var said = ReviewLooks.Word(moved.Value);
        return moved.Value switch
        {
            CampaignMoved.Done or CampaignMoved.AlreadySo => TypedResults.Ok(await campaigns.FindAsync(new CampaignId(id), context.GetCaller(), cancellationToken)),
            CampaignMoved.WrongState => Conflict("wrong-state", said),
            CampaignMoved.Empty => Conflict("empty-campaign", said),
            CampaignMoved.NobodyToAsk => Conflict("nobody-to-ask", said),
            CampaignMoved.Incomplete => Conflict("incomplete-source", said),
            CampaignMoved.AccessChanged => Conflict("access-changed", said),
            CampaignMoved.ItemsOpen => Conflict("items-open", said),
            CampaignMoved.RevokesOpen => Conflict("revokes-open", said),
            CampaignMoved.Held => Conflict("policy-held", said),
            CampaignMoved.NothingToExcept => Conflict("nothing-to-except", said),
            CampaignMoved.PersonNeeded => Problems.Of(StatusCodes.Status403Forbidden, "person-needed", said),
            CampaignMoved.DueDatePassed => Problems.Invalid("dueAt", said),
            CampaignMoved.ReasonMissing or CampaignMoved.ReasonTooLong => Problems.Invalid("reason", said),
        };
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Conflict(string name, string detail) => Problems.Of(StatusCodes.Status409Conflict, name, detail);
}
