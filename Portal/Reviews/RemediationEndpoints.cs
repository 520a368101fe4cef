using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Reviews.Remediations;
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
        remediations.MapPost("/{id:guid}/applied", ApplyAsync).RequireRight(Right.ManageCampaigns).WithSummary("Say that the command was run").Produces<RemediationRow>();
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

    private static async Task<IResult> AnswerAsync(
        Guid id, RemediationMoved? moved, HttpContext context, RemediationQueries remediations, CancellationToken cancellationToken) =>
        moved is null ? TypedResults.NotFound() : moved.Value switch
        {
            RemediationMoved.Done or RemediationMoved.AlreadySo => await FindAsync(id, context, remediations, cancellationToken),
            RemediationMoved.WrongState => Problems.Of(StatusCodes.Status409Conflict, "wrong-state", "The remediation's state does not allow that."),
            RemediationMoved.ReasonMissing => Problems.Invalid("reason", "A reason is needed."),
            RemediationMoved.UntilOutOfRange => Problems.Invalid("until", "It has to be in the future, within a year."),
        };
}
