using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Notices;
using Portal.Data.Notices.Delivery;
using Portal.Hosting.Api;

namespace Portal.Notices;

/// <summary>Notices and their rules over HTTP.</summary>
internal static class NoticeEndpoints
{
    /// <summary>Maps <c>/notices</c>.</summary>
    public static void MapNotices(this RouteGroupBuilder api)
    {
        var notices = api.MapGroup("/notices").RequireRight(Right.ReadNotices).WithTags("Notices");
        notices.MapGet("/", ListAsync).WithSummary("What one is told, newest first: ?unread=true, ?rule=; a program sees the notices of all rules").Produces<Page<NoticeRow>>();
        notices.MapPost("/read", ReadAsync).WithSummary("Mark notices as read: those of ids, or all; up to a time, or now").Produces<NoticesReadAnswer>();

        var rules = api.MapGroup("/notices/rules").RequireRight(Right.ReadNoticeRules).WithTags("Notices");
        rules.MapGet("/", ListRulesAsync).WithSummary("Rules by name").Produces<Page<NoticeRuleRow>>();
        rules.MapPost("/", CreateAsync).RequireRight(Right.ManageNoticeRules).WithSummary("Make a rule").Produces<NoticeRuleRow>(StatusCodes.Status201Created);
        rules.MapGet("/{id:guid}", FindAsync).WithSummary("One rule, and whether its channel works").Produces<NoticeRuleRow>();
        rules.MapPatch("/{id:guid}", UpdateAsync).RequireRight(Right.ManageNoticeRules).WithSummary("Change a rule, or replace its secret").Produces<NoticeRuleRow>();
        rules.MapDelete("/{id:guid}", DeleteAsync).RequireRight(Right.ManageNoticeRules).WithSummary("Remove a rule and the notices that it raised");
        rules.MapPost("/{id:guid}/test", TestAsync).RequireRight(Right.ManageNoticeRules).WithSummary("Post a message to its channel that says that nothing happened").Produces<NoticeRuleRow>();
        rules.MapPost("/{id:guid}/retry", RetryAsync).RequireRight(Right.ManageNoticeRules).WithSummary("Post again what could not be posted").Produces<NoticeRuleRow>();
        rules.MapGet("/{id:guid}/deliveries", ListDeliveriesAsync).WithSummary("What a rule posted and what became of it, newest first").Produces<Page<NoticeDeliveryRow>>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, NoticeQueries notices, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = NoticeFilter.Parse(query);
        var page = query.Page();
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : TypedResults.Ok(await notices.ListAsync(filter, page, context.GetCaller(), cancellationToken));
    }

    private static async Task<IResult> ReadAsync(ReadNoticesBody body, HttpContext context, ReadNotices read, CancellationToken cancellationToken)
    {
        var errors = body.Check();
        return errors.Count > 0
            ? Problems.Invalid(errors)
            : TypedResults.Ok(new NoticesReadAnswer(await read.RunAsync(body.Ids?.Select(id => new NoticeId(id)).ToList(), body.Until, context.GetCaller(), cancellationToken)));
    }

    private static async Task<IResult> ListRulesAsync(HttpContext context, NoticeRuleQueries rules, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var page = query.Page();
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : TypedResults.Ok(await rules.ListAsync(page, context.GetCaller(), cancellationToken));
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext context, NoticeRuleQueries rules, CancellationToken cancellationToken) =>
        await rules.FindAsync(new(id), context.GetCaller(), cancellationToken) is { } rule ? TypedResults.Ok(rule) : TypedResults.NotFound();

    private static async Task<IResult> CreateAsync(
        NoticeRuleBody body, HttpContext context, SaveNoticeRule save, NoticeRuleQueries rules, CancellationToken cancellationToken)
    {
        var saved = await save.CreateAsync(body.Over(NoticeRuleDraft.Empty), context.GetCaller(), cancellationToken);
        return saved is { Outcome: NoticeRuleOutcome.Done, Id: { } id }
            ? TypedResults.Created($"{ApiRoutes.Prefix}/notices/rules/{id.Value}", await rules.FindAsync(id, context.GetCaller(), cancellationToken))
            : Refusal(saved.Outcome, saved.Problems);
    }

    private static async Task<IResult> UpdateAsync(
        Guid id, NoticeRuleBody body, HttpContext context, SaveNoticeRule save, NoticeRuleQueries rules, CancellationToken cancellationToken)
    {
        if (await rules.FindAsync(new(id), context.GetCaller(), cancellationToken) is not { } present)
        {
            return TypedResults.NotFound();
        }
        var saved = await save.UpdateAsync(new(id), body.Over(present.ToDraft()), context.GetCaller(), cancellationToken);
        return saved.Outcome == NoticeRuleOutcome.Done ? await FindAsync(id, context, rules, cancellationToken) : Refusal(saved.Outcome, saved.Problems);
    }

    private static async Task<IResult> DeleteAsync(Guid id, HttpContext context, DeleteNoticeRule delete, CancellationToken cancellationToken)
    {
        var outcome = await delete.RunAsync(new(id), context.GetCaller(), cancellationToken);
        return outcome == NoticeRuleOutcome.Done ? TypedResults.NoContent() : Refusal(outcome);
    }

    private static async Task<IResult> TestAsync(Guid id, HttpContext context, TestNoticeRule test, NoticeRuleQueries rules, CancellationToken cancellationToken)
    {
        var outcome = await test.RunAsync(new(id), context.GetCaller(), cancellationToken);
        return outcome == NoticeRuleOutcome.Done ? await FindAsync(id, context, rules, cancellationToken) : Refusal(outcome);
    }

    private static async Task<IResult> RetryAsync(Guid id, HttpContext context, RetryNoticeRule retry, NoticeRuleQueries rules, CancellationToken cancellationToken)
    {
        var outcome = await retry.RunAsync(new(id), context.GetCaller(), cancellationToken);
        return outcome == NoticeRuleOutcome.Done ? await FindAsync(id, context, rules, cancellationToken) : Refusal(outcome);
    }

    private static async Task<IResult> ListDeliveriesAsync(Guid id, HttpContext context, NoticeRuleQueries rules, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var page = query.Page();
        if (query.Errors.Count > 0)
        {
            return Problems.Invalid(query.Errors);
        }
        return await rules.ListDeliveriesAsync(new(id), page, context.GetCaller(), cancellationToken) is { } found ? TypedResults.Ok(found) : TypedResults.NotFound();
    }

    private static IResult Refusal(NoticeRuleOutcome outcome, IReadOnlyDictionary<string, string[]>? problems = null) => outcome switch
    {
        NoticeRuleOutcome.NotFound => TypedResults.NotFound(),
        NoticeRuleOutcome.Invalid => Problems.Invalid(problems ?? new Dictionary<string, string[]>(StringComparer.Ordinal)),
        NoticeRuleOutcome.NameTaken => Problems.Of(StatusCodes.Status409Conflict, "name-taken", "Another rule has this name."),
        NoticeRuleOutcome.TooMany => Problems.Of(StatusCodes.Status409Conflict, "too-many-rules", $"There are {NoticeRule.Most} rules already. Remove one that is no longer needed."),
        NoticeRuleOutcome.NoChannel => Problems.Of(StatusCodes.Status409Conflict, "no-channel", "The rule posts to no channel."),
        NoticeRuleOutcome.Done => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "It was not refused."),
    };
}
