using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Chains;
using Portal.Data.Changes.Effects;
using Portal.Data.Lists;
using Portal.Data.Sources;
using Portal.Hosting.Api;

namespace Portal.Changes;

/// <summary>Changes over HTTP: events in, changes out.</summary>
internal static class ChangesEndpoints
{
    private static readonly ExportColumn<ChangeDetail>[] Columns =
    [
        new("id", c => c.Id.Value),
        new("at", c => c.At),
        new("arrivedAt", c => c.ArrivedAt),
        new("source", c => c.Source.Name),
        new("platform", c => c.Platform),
        new("container", c => c.Container),
        new("kind", c => c.Kind),
        new("name", c => c.Name),
        new("error", c => c.Error),
        new("actor", c => c.Actor?.NativeId ?? c.Actor?.Name),
        new("actorAgent", c => c.Actor?.Agent?.Name),
        new("initiator", c => c.Initiator),
        new("initiatorGrade", c => c.InitiatorGrade),
        new("namedAgent", c => c.NamedAgent),
        new("agentGrade", c => c.AgentGrade),
        new("grade", c => c.Grade),
        new("subjects", c => string.Join(' ', c.Subjects.Select(s => s.NativeId ?? s.Name))),
        new("subjectCount", c => c.SubjectCount),
        new("policy", c => c.Policy),
        new("group", c => c.Group),
        new("scope", c => c.Scope),
        new("before", c => c.Before),
        new("after", c => c.After),
        new("isGuarded", c => c.IsGuarded),
        new("risk", c => c.Risk),
        new("riskDelta", c => c.RiskDelta),
        new("certification", c => c.Certification),
        new("isSilent", c => c.IsSilent),
        new("isSimulated", c => c.IsSimulated),
        new("eventId", c => c.EventId),
        new("digest", c => c.Digest),
    ];

    /// <summary>Maps <c>/changes</c> and <c>/sources/{id}/events</c>.</summary>
    public static void MapChanges(this RouteGroupBuilder api)
    {
        var changes = api.MapGroup("/changes").RequireRight(Right.ReadInventory).WithTags("Changes");
        changes.MapGet("/", ListAsync).WithSummary("Changes, newest first; what policies of privileged agents say is left out, see isGuarded").Produces<Page<ChangeDetail>>();
        changes.MapGet("/export", ExportAsync).WithSummary("The filtered changes as CSV or NDJSON");
        changes.MapGet("/{id:guid}", FindAsync).WithSummary("One change; reading what the policy of a privileged agent says is recorded").Produces<ChangeDetail>();
        changes.MapGet("/{id:guid}/effect", FindEffectAsync).WithSummary("What identities may do since and might not before, and the other way round").Produces<ChangeEffect>();
        changes.MapGet("/{id:guid}/chain", FindChainAsync).WithSummary("Which calls of agents may have set it off, where it names none itself").Produces<ChangeChain>();
        changes.MapGet("/{id:guid}/raw", FindRawAsync).WithSummary("The event as it came; where it holds a policy of a privileged agent, reading it is recorded").Produces(StatusCodes.Status200OK, contentType: "application/json");
        api.MapPost("/sources/{id:guid}/events", IngestAsync).RequireRight(Right.Ingest).WithTags("Changes")
            .WithSummary("Native events of a source; answered once they are stored").Produces<IngestResult>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, ChangeQueries changes, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = ChangeFilter.Parse(query);
        var page = query.Page();
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : TypedResults.Ok(await changes.ListDetailsAsync(filter, page, context.GetCaller(), cancellationToken));
    }

    private static async Task<IResult> ExportAsync(HttpContext context, ChangeQueries changes, ListExport export, string? format, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = ChangeFilter.Parse(query);
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : await export.OfAsync(context, "changes", Right.ReadInventory, filter.ToQuery(), format, changes.ExportAsync(filter, context.GetCaller(), cancellationToken), Columns);
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext context, ReadChanges changes, CancellationToken cancellationToken) =>
        await changes.FindAsync(new ChangeId(id), context.GetCaller(), cancellationToken) is { } change
            ? TypedResults.Ok(change)
            : TypedResults.NotFound();

    private static async Task<IResult> FindEffectAsync(Guid id, HttpContext context, ChangeEffectQueries effects, CancellationToken cancellationToken) =>
        await effects.OfAsync(new ChangeId(id), context.GetCaller(), cancellationToken) is { } effect
            ? TypedResults.Ok(effect)
            : TypedResults.NotFound();

    private static async Task<IResult> FindChainAsync(Guid id, HttpContext context, ChainQueries chains, CancellationToken cancellationToken) =>
        await chains.FindAsync(new ChangeId(id), context.GetCaller(), cancellationToken) is { } chain
            ? TypedResults.Ok(chain)
            : TypedResults.NotFound();

    private static async Task<IResult> FindRawAsync(Guid id, HttpContext context, ReadChanges changes, CancellationToken cancellationToken) =>
        await changes.FindRawAsync(new ChangeId(id), context.GetCaller(), cancellationToken) switch
        {
            null => TypedResults.NotFound(),
            { Text: "" } => Problems.Of(StatusCodes.Status410Gone, "raw-forgotten", "The raw event is no longer kept. What was read out of it stays, and so does its digest."),
            var raw => TypedResults.Text(raw.Text, "application/json"),
        };

    private static async Task<IResult> IngestAsync(
        Guid id, HttpContext context, IngestEvents ingest, IngestQueue queue, EventBodies bodies, CancellationToken cancellationToken)
    {
        using var turn = await queue.EnterAsync(cancellationToken);
        if (!turn.IsAcquired)
        {
            context.Response.Headers.RetryAfter = IngestQueue.RetryAfterSeconds;
            return Problems.Of(StatusCodes.Status429TooManyRequests, "busy", "Too many bodies wait to be stored. Nothing of this one was kept: send it again.");
        }
        using var body = await ReadBodyAsync(context.Request, bodies, cancellationToken);
        if (body.Bytes.Length == 0)
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "no-events", "The body is empty. Send one event, an array, a log file or one event a line.");
        }
        return await ingest.RunAsync(new SourceId(id), body.Bytes, EventOrigin.Sent, context.GetCaller(), cancellationToken) is { } result
            ? TypedResults.Ok(result)
            : TypedResults.NotFound();
    }

    private static async Task<EventBody> ReadBodyAsync(HttpRequest request, EventBodies bodies, CancellationToken cancellationToken)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        var isPacked = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (!isPacked && encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException($"The Content-Encoding '{encoding}' is not understood. Send the body plain or with gzip.", StatusCodes.Status415UnsupportedMediaType);
        }
        try
        {
            return await bodies.ReadAsync(request.Body, isPacked, request.ContentLength ?? 0, cancellationToken);
        }
        catch (UnreadableBodyException unreadable)
        {
            throw new BadHttpRequestException(
                $"The body cannot be read. {unreadable.Message}", unreadable.IsTooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity, unreadable);
        }
    }
}
