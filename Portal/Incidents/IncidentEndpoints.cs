using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Commands;
using Portal.Data.Incidents;
using Portal.Data.Incidents.Reports;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Hosting.Api;

namespace Portal.Incidents;

/// <summary>Incidents, statements and reports over HTTP.</summary>
internal static class IncidentEndpoints
{
    /// <summary>Maps <c>/incidents</c>.</summary>
    public static void MapIncidents(this RouteGroupBuilder api)
    {
        var incidents = api.MapGroup("/incidents").WithTags("Incidents");
        incidents.MapGet("/", ListAsync).RequireRight(Right.ReadIncidents).WithSummary("Incidents, newest first").Produces<Page<IncidentRow>>();
        incidents.MapPost("/", CreateAsync).RequireRight(Right.ManageIncidents)
            .WithSummary("Make an incident of a time range and agents or identities, or of a change").Produces<IncidentDetail>(StatusCodes.Status201Created);
        incidents.MapGet("/{id:guid}", FindAsync).RequireRight(Right.ReadIncidents).WithSummary("One incident with its statements").Produces<IncidentDetail>();
        incidents.MapPatch("/{id:guid}", RenameAsync).RequireRight(Right.ManageIncidents).WithSummary("Give it another title").Produces<IncidentDetail>();
        incidents.MapPost("/{id:guid}/close", CloseAsync).RequireRight(Right.ManageIncidents).WithSummary("End statements").Produces<IncidentDetail>();
        incidents.MapPost("/{id:guid}/reopen", ReopenAsync).RequireRight(Right.ManageIncidents).WithSummary("Take statements again").Produces<IncidentDetail>();
        incidents.MapGet("/{id:guid}/report", ReportAsync).RequireRight(Right.ReadIncidents)
            .WithSummary("The attribution report as JSON, HTML or PDF; the same input gives the same bytes").Produces<IncidentReport>();
        incidents.MapPost("/{id:guid}/statements", AddAsync).RequireRight(Right.ManageIncidents)
            .WithSummary("Add what a person or an agent says, as a claim").Produces<IncidentDetail>();
        incidents.MapPost("/{id:guid}/statements/{itemId:guid}/withdraw", WithdrawAsync).RequireRight(Right.ManageIncidents)
            .WithSummary("Withdraw a statement; it stays to be seen").Produces<IncidentDetail>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, IncidentQueries incidents, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var page = query.Page();
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : TypedResults.Ok(await incidents.ListAsync(page, context.GetCaller(), cancellationToken));
    }

    private static async Task<IResult> CreateAsync(
        IncidentBody body, HttpContext context, CreateIncident create, MakeIncident make, IncidentQueries incidents, CancellationToken cancellationToken)
    {
        var by = context.GetCaller();
        if (body.ChangeId is { } change)
        {
            return await make.RunAsync(new ChangeId(change), by, cancellationToken) is { } made
                ? TypedResults.Created($"{ApiRoutes.Prefix}/incidents/{made.Value}", await incidents.FindAsync(made, by, cancellationToken))
                : Problems.Invalid("changeId", "There is no such change.");
        }
        var draft = new IncidentDraft(
            body.Title ?? string.Empty,
            body.From ?? DateTimeOffset.MinValue,
            body.To ?? DateTimeOffset.MinValue,
            [.. (body.Agents ?? []).Select(a => new AgentId(a))],
            [.. (body.Identities ?? []).Select(i => new IdentityId(i))]);
        var created = await create.RunAsync(draft, by, cancellationToken);
        return created.Id is { } id
            ? TypedResults.Created($"{ApiRoutes.Prefix}/incidents/{id.Value}", await incidents.FindAsync(id, by, cancellationToken))
            : Problems.Invalid(created.Problems);
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext context, IncidentQueries incidents, CancellationToken cancellationToken) =>
        await incidents.FindAsync(new IncidentId(id), context.GetCaller(), cancellationToken) is { } incident
            ? TypedResults.Ok(incident)
            : TypedResults.NotFound();

    private static async Task<IResult> RenameAsync(
        Guid id, IncidentPatchBody body, HttpContext context, RenameIncident rename, IncidentQueries incidents, CancellationToken cancellationToken) =>
        await AnswerAsync(await rename.RunAsync(new IncidentId(id), body.Title ?? string.Empty, context.GetCaller(), cancellationToken), id, context, incidents, cancellationToken);

    private static async Task<IResult> CloseAsync(Guid id, HttpContext context, CloseIncident close, IncidentQueries incidents, CancellationToken cancellationToken) =>
        await AnswerAsync(await close.RunAsync(new IncidentId(id), context.GetCaller(), cancellationToken), id, context, incidents, cancellationToken);

    private static async Task<IResult> ReopenAsync(Guid id, HttpContext context, ReopenIncident reopen, IncidentQueries incidents, CancellationToken cancellationToken) =>
        await AnswerAsync(await reopen.RunAsync(new IncidentId(id), context.GetCaller(), cancellationToken), id, context, incidents, cancellationToken);

    private static async Task<IResult> ReportAsync(
        Guid id, HttpContext context, IncidentReports reports, NoteExport note, string? format, CancellationToken cancellationToken)
    {
        if (ReportFile.Find(format ?? "json") is not { } file)
        {
            return Problems.Invalid("format", "must be json, html or pdf.");
        }
        var by = context.GetCaller();
        try
        {
            if (await reports.OfAsync(new IncidentId(id), by, cancellationToken) is not { } report)
            {
                return TypedResults.NotFound();
            }
            await note.RunAsync("incident-report", Right.ReadIncidents, $"incident={id}", file.Format, by, cancellationToken);
            return TypedResults.File(file.Write(report), file.Type, $"incident-{id}.{file.Format}");
        }
        catch (UncitedSentenceException uncited)
        {
            return Problems.Of(StatusCodes.Status409Conflict, "uncited-sentence", uncited.Message);
        }
    }

    private static async Task<IResult> AddAsync(
        Guid id, StatementBody body, HttpContext context, AddStatement add, IncidentQueries incidents, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (body.Kind is not { } kind)
        {
            return Problems.Invalid("kind", "Say person or agent.");
        }
        var draft = new StatementDraft(
            kind, body.Speaker ?? string.Empty, body.Text ?? string.Empty, body.Source, body.SaidAt ?? clock.GetUtcNow(), [.. (body.Cites ?? []).Select(c => new ChangeId(c))]);
        var added = await add.RunAsync(new IncidentId(id), draft, context.GetCaller(), cancellationToken);
        return added is { Moved: not IncidentMoved.NotFound, Problems.Count: > 0 }
            ? Problems.Invalid(added.Problems)
            : await AnswerAsync(added.Moved, id, context, incidents, cancellationToken);
    }

    private static async Task<IResult> WithdrawAsync(
        Guid id, Guid itemId, WithdrawalBody body, HttpContext context, WithdrawStatement withdraw, IncidentQueries incidents, CancellationToken cancellationToken) =>
        await AnswerAsync(
            await withdraw.RunAsync(new IncidentId(id), new StatementId(itemId), body.Reason ?? string.Empty, context.GetCaller(), cancellationToken),
            id, context, incidents, cancellationToken);

    private static async Task<IResult> AnswerAsync(IncidentMoved moved, Guid id, HttpContext context, IncidentQueries incidents, CancellationToken cancellationToken) => moved switch
    {
        IncidentMoved.Done or IncidentMoved.AlreadySo => await FindAsync(id, context, incidents, cancellationToken),
        IncidentMoved.NotFound => TypedResults.NotFound(),
        IncidentMoved.Closed => Problems.Of(StatusCodes.Status409Conflict, "incident-closed", "The incident is closed. Reopen it first."),
        IncidentMoved.BadTitle => Problems.Invalid("title", $"Give it a title of 1 to {Incident.TitleLength} characters. {NeutralWords.Advice}"),
        IncidentMoved.ReasonMissing => Problems.Invalid("reason", $"A reason is needed. {NeutralWords.Advice}"),
    };
}
