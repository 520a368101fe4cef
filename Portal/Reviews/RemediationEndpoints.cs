using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Remediations.Carrying;
using Portal.Hosting.Api;

namespace Portal.Reviews;

/// <summary>Revokes and their proof over HTTP.</summary>
internal static class RemediationEndpoints
{
    /// <summary>Maps <c>/remediations</c>.</summary>
    public static void MapRemediations(this RouteGroupBuilder api)
    {
        var remediations = api.MapGroup("/remediations").WithTags("Remediations");
        remediations.MapGet("/", ListAsync).RequireRight(Right.ReadCampaigns).WithSummary("Revocations and their proof, newest first; commands that hold a policy of a privileged agent are left out, see isGuarded").Produces<Page<RemediationRow>>();
        remediations.MapGet("/{id:guid}", ReadAsync).RequireRight(Right.ReadCampaigns).WithSummary("One revocation; reading a command that holds a policy of a privileged agent is recorded").Produces<RemediationRow>();
        remediations.MapPost("/apply", ApplyManyAsync).RequireRight(Right.ManageCampaigns)
            .WithSummary("Ask for many to be carried out at once: exactly those that are named, or none").Produces<IReadOnlyList<RemediationApplied>>();
        remediations.MapGet("/brake", FindBrakeAsync).RequireRight(Right.ReadCampaigns).WithSummary("The brake, with what waits behind it; 204 when it is off").Produces<BrakeRow>();
        remediations.MapPost("/brake/{id:guid}/release", ReleaseAsync).RequireRight(Right.ApproveRemediations)
            .WithSummary("Say that it may go on; it does when a second person says so too").Produces<BrakeRow>();
        remediations.MapPost("/brake/{id:guid}/call-off", CallOffAsync).RequireRight(Right.ApproveRemediations)
            .WithSummary("Call off what waits behind the brake").Produces<BrakeRow>();
        remediations.MapPost("/{id:guid}/apply", ApplyAsync).RequireRight(Right.ManageCampaigns).WithSummary("Ask for it to be carried out").Produces<RemediationRow>();
        remediations.MapPost("/{id:guid}/approve", ApproveAsync).RequireRight(Right.ApproveRemediations)
            .WithSummary("Agree, as a second person, to exactly the plan that is named").Produces<RemediationRow>();
        remediations.MapPost("/{id:guid}/applied", MarkAppliedAsync).RequireRight(Right.ManageCampaigns).WithSummary("Say that the command was run").Produces<RemediationRow>();
        remediations.MapPost("/{id:guid}/retry", RetryAsync).RequireRight(Right.ManageCampaigns).WithSummary("Start over").Produces<RemediationRow>();
        remediations.MapPost("/{id:guid}/undo", UndoAsync).RequireRight(Right.ManageCampaigns).WithSummary("Take the revoke back, with a reason").Produces<RemediationRow>();
        remediations.MapPost("/{id:guid}/accept-risk", AcceptAsync).RequireRight(Right.ManageCampaigns)
            .WithSummary("Accept that the access stays, with a reason, until a date").Produces<RemediationRow>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, RemediationQueries remediations, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = RemediationFilter.Parse(query);
        var page = query.Page();
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : TypedResults.Ok(await remediations.ListAsync(filter, page, context.GetCaller(), cancellationToken));
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, ReadRemediations remediations, CancellationToken cancellationToken) =>
        await remediations.FindAsync(new RemediationId(id), context.GetCaller(), cancellationToken) is { } remediation
            ? TypedResults.Ok(remediation)
            : TypedResults.NotFound();

    private static async Task<IResult> FindAsync(Guid id, HttpContext context, RemediationQueries remediations, CancellationToken cancellationToken) =>
        await remediations.FindAsync(new RemediationId(id), context.GetCaller(), cancellationToken) is { } remediation
            ? TypedResults.Ok(remediation)
            : TypedResults.NotFound();

    private static async Task<IResult> ApplyAsync(
        Guid id, HttpContext context, ApplyRemediation apply, RemediationQueries remediations, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await apply.RunAsync(new RemediationId(id), context.GetCaller(), cancellationToken), context, remediations, cancellationToken);

    private static async Task<IResult> ApproveAsync(
        Guid id, PlanBody body, HttpContext context, ApproveRemediation approve, RemediationQueries remediations, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(body.Plan))
        {
            return Problems.Invalid("plan", "Name the plan that is agreed to, as the remediation's plan says it.");
        }
        var moved = await approve.RunAsync(new RemediationId(id), body.Plan, context.GetCaller(), cancellationToken);
        return await AnswerAsync(id, moved, context, remediations, cancellationToken);
    }

    private static async Task<IResult> MarkAppliedAsync(
        Guid id, HttpContext context, MarkRemediationApplied apply, RemediationQueries remediations, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await apply.RunAsync(new RemediationId(id), context.GetCaller(), cancellationToken), context, remediations, cancellationToken);

    private static async Task<IResult> RetryAsync(
        Guid id, HttpContext context, RetryRemediation retry, RemediationQueries remediations, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await retry.RunAsync(new RemediationId(id), context.GetCaller(), cancellationToken), context, remediations, cancellationToken);

    private static async Task<IResult> UndoAsync(
        Guid id, ReasonBody body, HttpContext context, UndoRemediation undo, RemediationQueries remediations, CancellationToken cancellationToken)
    {
        var moved = await undo.RunAsync(new RemediationId(id), body.Reason ?? string.Empty, context.GetCaller(), cancellationToken);
        return await AnswerAsync(id, moved, context, remediations, cancellationToken);
    }

    private static async Task<IResult> AcceptAsync(
        Guid id, ReasonBody body, HttpContext context, AcceptRemediationRisk accept, RemediationQueries remediations, CancellationToken cancellationToken)
    {
        if (body.Until is not { } until)
        {
            return Problems.Invalid("until", "Say until when the risk is accepted.");
        }
        var moved = await accept.RunAsync(new RemediationId(id), until, body.Reason ?? string.Empty, context.GetCaller(), cancellationToken);
        return await AnswerAsync(id, moved, context, remediations, cancellationToken);
    }

    private static async Task<IResult> ApplyManyAsync(RemediationIdsBody body, HttpContext context, ApplyRemediations apply, CancellationToken cancellationToken)
    {
        if (body.Ids is not { Count: > 0 and <= ApplyRemediations.Most } given || given.Distinct().Count() != given.Count)
        {
            return Problems.Invalid("ids", $"Name from 1 to {ApplyRemediations.Most} remediations, each once.");
        }
        var moved = await apply.RunAsync([.. given.Select(id => new RemediationId(id))], context.GetCaller(), cancellationToken);
        var strangers = given.Where((_, i) => moved[i] is null).ToList();
        return strangers.Count > 0
            ? Problems.Invalid("ids", $"Nothing was asked for, because these are no remediations: {string.Join(", ", strangers)}.")
            : TypedResults.Ok(given.Select((id, i) => new RemediationApplied(new(id), moved[i]!.Value)).ToList());
    }

    private static async Task<IResult> FindBrakeAsync(HttpContext context, CarryBrakes brakes, CancellationToken cancellationToken) =>
        await brakes.FindAsync(context.GetCaller(), cancellationToken) is { } brake ? TypedResults.Ok(brake) : TypedResults.NoContent();

    private static async Task<IResult> ReleaseAsync(Guid id, HttpContext context, ReleaseBrake release, CarryBrakes brakes, CancellationToken cancellationToken) =>
        await AnswerAsync(await release.RunAsync(new CarryBrakeId(id), context.GetCaller(), cancellationToken), context, brakes, cancellationToken);

    private static async Task<IResult> CallOffAsync(Guid id, HttpContext context, ReleaseBrake release, CarryBrakes brakes, CancellationToken cancellationToken) =>
        await AnswerAsync(await release.CallOffAsync(new CarryBrakeId(id), context.GetCaller(), cancellationToken), context, brakes, cancellationToken);

    private static async Task<IResult> AnswerAsync(BrakeMoved? moved, HttpContext context, CarryBrakes brakes, CancellationToken cancellationToken) =>
        moved is null ? TypedResults.NotFound() : moved.Value switch
        {
            BrakeMoved.Done or BrakeMoved.SecondNeeded or BrakeMoved.AlreadySo => await FindBrakeAsync(context, brakes, cancellationToken),
            BrakeMoved.OwnYes => Problems.Of(StatusCodes.Status409Conflict, "own-request", RemediationWords.Said(moved)),
            BrakeMoved.PersonNeeded => Problems.Of(StatusCodes.Status409Conflict, "person-needed", RemediationWords.Said(moved)),
        };

    private static async Task<IResult> AnswerAsync(
        Guid id, RemediationMoved? moved, HttpContext context, RemediationQueries remediations, CancellationToken cancellationToken) =>
        moved is null ? TypedResults.NotFound() : moved.Value switch
        {
            RemediationMoved.Done or RemediationMoved.AlreadySo => await FindAsync(id, context, remediations, cancellationToken),
            RemediationMoved.WrongState => Problems.Of(StatusCodes.Status409Conflict, "wrong-state", RemediationWords.Said(moved)),
            RemediationMoved.ReasonMissing => Problems.Invalid("reason", "A reason is needed."),
            RemediationMoved.UntilOutOfRange => Problems.Invalid("until", "It has to be in the future, within a year."),
            RemediationMoved.ApprovalNeeded => Refused("approval-needed", moved),
            RemediationMoved.OwnRequest => Refused("own-request", moved),
            RemediationMoved.PersonNeeded => Refused("person-needed", moved),
            RemediationMoved.PlanChanged => Refused("plan-changed", moved),
            RemediationMoved.Unsupported => Refused("unsupported", moved),
            RemediationMoved.BeingCarriedOut => Refused("being-carried-out", moved),
        };

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Refused(string type, RemediationMoved? moved) =>
        Problems.Of(StatusCodes.Status409Conflict, type, RemediationWords.Said(moved));
}
