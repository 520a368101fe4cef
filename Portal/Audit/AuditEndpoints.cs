using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Lists;
using Portal.Hosting.Api;

namespace Portal.Audit;

/// <summary>The record over HTTP.</summary>
internal static class AuditEndpoints
{
    private static readonly ExportColumn<AuditRow>[] Columns =
    [
        new("sequence", r => r.Sequence),
        new("at", r => r.At),
        new("actorKind", r => r.ActorKind),
        new("actor", r => r.ActorName),
        new("actorId", r => r.ActorId),
        new("action", r => r.Action),
        new("subjectKind", r => r.SubjectKind),
        new("subject", r => r.SubjectName),
        new("subjectId", r => r.SubjectId),
        new("outcome", r => r.Outcome),
        new("reason", r => r.Reason),
        new("before", r => r.Before),
        new("after", r => r.After),
        new("address", r => r.Address),
        new("correlationId", r => r.CorrelationId),
    ];

    /// <summary>Maps <c>/audit</c>.</summary>
    public static void MapAudit(this RouteGroupBuilder api)
    {
        var audit = api.MapGroup("/audit").RequireRight(Right.ReadAudit).WithTags("Audit");
        audit.MapGet("/", ListAsync).WithSummary("The record, newest first").Produces<Page<AuditRow>>();
        audit.MapGet("/export", Export).WithSummary("The filtered record as CSV or NDJSON");
    }

    private static async Task<IResult> ListAsync(HttpContext context, AuditQueries audit, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = AuditFilter.Parse(query);
        var page = query.Page();
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : TypedResults.Ok(await audit.ListAsync(filter, page, context.GetCaller(), cancellationToken));
    }

    private static IResult Export(HttpContext context, AuditQueries audit, string? format, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = AuditFilter.Parse(query);
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : ListExport.Of("audit", format, audit.ExportAsync(filter, context.GetCaller(), cancellationToken), Columns);
    }
}
