using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Unreadable;
using Portal.Data.Inventory.Imports;
using Portal.Data.Lists;
using Portal.Data.Sources;
using Portal.Hosting.Api;
using Portal.Sources.Connectors;

namespace Portal.Sources;

/// <summary>Sources, their snapshots and running operations over HTTP.</summary>
internal static class SourceEndpoints
{
    /// <summary>Maps <c>/sources</c> and <c>/operations</c>.</summary>
    public static void MapSources(this RouteGroupBuilder api)
    {
        var sources = api.MapGroup("/sources").RequireRight(Right.ReadSources).WithTags("Sources");
        sources.MapGet("/", ListAsync).WithSummary("Sources by name").Produces<Page<SourceRow>>();
        sources.MapGet("/{id:guid}", FindAsync).WithSummary("One source with its newest snapshots and imports").Produces<SourceView>();
        sources.MapPost("/", CreateAsync).RequireRight(Right.ManageSources).WithSummary("Enter a source").Produces<SourceView>(StatusCodes.Status201Created);
        sources.MapPatch("/{id:guid}", UpdateAsync).RequireRight(Right.ManageSources).WithSummary("Rename a source or change its settings").Produces<SourceView>();
        sources.MapDelete("/{id:guid}", DeleteAsync).RequireRight(Right.ManageSources).WithSummary("Remove a source from which nothing was ever read");
        sources.MapGet("/{id:guid}/unreadable-events", ListUnreadableAsync).WithSummary("What came as an event and could not be read, newest first").Produces<Page<UnreadableEventRow>>();
        sources.MapPost("/{id:guid}/unreadable-events/redrive", RedriveAsync).RequireRight(Right.Ingest)
            .WithSummary("Read such events again: those of ids, or the oldest thousand").Produces<IngestResult>();
        sources.MapPost("/{id:guid}/snapshots", SendAsync).RequireRight(Right.Ingest)
            .WithSummary("Send an export: JSON, NDJSON or a ZIP of such files, also gzip; ?takenAt= says what time it shows, ?name= what errors call it, ?acceptLoss=true accepts that many identities are gone")
            .Produces(StatusCodes.Status202Accepted);

        var operations = api.MapGroup("/operations").RequireRight(Right.ReadSources).WithTags("Operations");
        operations.MapGet("/{id:guid}", FindOperationAsync).WithSummary("How far an operation came").Produces<OperationRow>();
        operations.MapDelete("/{id:guid}", CancelAsync).RequireRight(Right.Ingest).WithSummary("Stop an operation; nothing of it is kept");
    }

    private static async Task<IResult> ListAsync(HttpContext context, SourceQueries sources, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var page = query.Page();
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : TypedResults.Ok(await sources.ListAsync(page, context.GetCaller(), cancellationToken));
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext context, SourceViews views, CancellationToken cancellationToken) =>
        await views.FindAsync(new(id), context.GetCaller(), cancellationToken) is { } source ? TypedResults.Ok(source) : TypedResults.NotFound();

    private static async Task<IResult> CreateAsync(
        SourceBody body, HttpContext context, CreateSource create, SourceViews views, EventSettingsCheck check, CancellationToken cancellationToken)
    {
        var errors = body.Check(isNew: true, check);
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }
        var settings = body.Settings ?? new Dictionary<string, string>(StringComparer.Ordinal);
        var result = await create.RunAsync(body.Name!.Trim(), body.Platform!.Value, settings, context.GetCaller(), cancellationToken);
        return result is { Outcome: SourceSaved.Saved, Source: { } id }
            ? TypedResults.Created($"{ApiRoutes.Prefix}/sources/{id.Value}", await views.FindAsync(id, context.GetCaller(), cancellationToken))
            : Refusal(result.Outcome);
    }

    private static async Task<IResult> UpdateAsync(
        Guid id, SourceBody body, HttpContext context, UpdateSource update, SourceViews views, EventSettingsCheck check, CancellationToken cancellationToken)
    {
        var errors = body.Check(isNew: false, check);
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }
        var outcome = await update.RunAsync(new(id), body.Name?.Trim(), body.Settings, context.GetCaller(), cancellationToken);
        return outcome == SourceSaved.Saved ? await FindAsync(id, context, views, cancellationToken) : Refusal(outcome);
    }

    private static async Task<IResult> DeleteAsync(Guid id, HttpContext context, DeleteSource delete, CancellationToken cancellationToken)
    {
        var outcome = await delete.RunAsync(new(id), context.GetCaller(), cancellationToken);
        return outcome == SourceSaved.Saved ? TypedResults.NoContent() : Refusal(outcome);
    }

    private static async Task<IResult> ListUnreadableAsync(Guid id, HttpContext context, UnreadableEventQueries unreadable, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var page = query.Page();
        if (query.Errors.Count > 0)
        {
            return Problems.Invalid(query.Errors);
        }
        return await unreadable.ListAsync(new(id), page, context.GetCaller(), cancellationToken) is { } found ? TypedResults.Ok(found) : TypedResults.NotFound();
    }

    private static async Task<IResult> RedriveAsync(Guid id, RedriveBody body, HttpContext context, IngestEvents ingest, CancellationToken cancellationToken)
    {
        var errors = body.Check();
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }
        return await ingest.RedriveAsync(new(id), body.Ids, context.GetCaller(), cancellationToken) is { } result ? TypedResults.Ok(result) : TypedResults.NotFound();
    }

    private static async Task<IResult> SendAsync(
        Guid id, HttpContext context, SourceQueries sources, UploadFolder uploads, QueueImport queue, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var takenAt = query.Instant("takenAt");
        var acceptLoss = query.Flag("acceptLoss") ?? false;
        var name = query.Text("name") ?? "the body";
        if (query.Errors.Count > 0)
        {
            return Problems.Invalid(query.Errors);
        }
        if (ProblemOf(context.Request) is { } problem)
        {
            return problem;
        }
        var by = context.GetCaller();
        if (await sources.FindAsync(new(id), by, cancellationToken) is null)
        {
            return TypedResults.NotFound();
        }
        // What is packed stays packed: the import unpacks it within its limits.
        var upload = await uploads.SaveAsync(name, context.Request.Body, cancellationToken);
        OperationId? operation = null;
        try
        {
            if (uploads.Open(upload).Length == 0)
            {
                return Problems.Of(StatusCodes.Status422UnprocessableEntity, "no-export", "The body is empty. Send the export as the body of the request.");
            }
            operation = await queue.RunAsync(new(id), upload, takenAt, acceptLoss, by, cancellationToken);
        }
        finally
        {
            if (operation is null)
            {
                uploads.Delete(upload);
            }
        }
        return operation is { } queued
            ? TypedResults.Accepted($"{ApiRoutes.Prefix}/operations/{queued.Value}", new { OperationId = queued })
            : TypedResults.NotFound();
    }

    // What a file holds is told by its first bytes: many programs send no or the wrong content type. A form is no file, though.
    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult? ProblemOf(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true)
        {
            return Problems.Of(
                StatusCodes.Status415UnsupportedMediaType, "media-type", "The body is a form. Send the file itself as the body, for example: curl --data-binary @account.json.");
        }
        var encoding = request.Headers.ContentEncoding.ToString();
        return encoding.Length == 0
            || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)
            || encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase)
            ? null
            : Problems.Of(
                StatusCodes.Status415UnsupportedMediaType, "content-encoding", $"The Content-Encoding '{encoding}' is not understood. Send the body plain, as a ZIP, or with gzip.");
    }

    private static async Task<IResult> FindOperationAsync(Guid id, HttpContext context, SourceQueries sources, CancellationToken cancellationToken) =>
        await sources.FindOperationAsync(new(id), context.GetCaller(), cancellationToken) is { } operation ? TypedResults.Ok(operation) : TypedResults.NotFound();

    private static async Task<IResult> CancelAsync(Guid id, HttpContext context, CancelOperation cancel, CancellationToken cancellationToken) =>
        await cancel.RunAsync(new(id), context.GetCaller(), cancellationToken) switch
        {
            OperationCancelled.Asked => TypedResults.NoContent(),
            OperationCancelled.NotFound => TypedResults.NotFound(),
            OperationCancelled.HasEnded => Problems.Of(StatusCodes.Status409Conflict, "operation-ended", "The operation has ended already."),
        };

    private static IResult Refusal(SourceSaved outcome) => outcome switch
    {
        SourceSaved.NotFound => TypedResults.NotFound(),
        SourceSaved.NameTaken => Problems.Of(StatusCodes.Status409Conflict, "name-taken", "Another source has this name."),
        SourceSaved.HasHistory => Problems.Of(StatusCodes.Status409Conflict, "source-has-history", "Something was read from this source. History is not deleted."),
        SourceSaved.Saved => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "It was not refused."),
    };
}
