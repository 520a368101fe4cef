using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Packs;
using Portal.Data.Audit.Proofs;
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
        new("onBehalfOf", r => r.OnBehalfOf),
        new("session", r => r.Session),
        new("address", r => r.Address),
        new("correlationId", r => r.CorrelationId),
        new("hash", r => r.Hash),
    ];

    /// <summary>Maps <c>/audit</c>.</summary>
    public static void MapAudit(this RouteGroupBuilder api)
    {
        var audit = api.MapGroup("/audit").RequireRight(Right.ReadAudit).WithTags("Audit");
        audit.MapGet("/", ListAsync).WithSummary("The record, newest first").Produces<Page<AuditRow>>();
        audit.MapGet("/export", ExportAsync).WithSummary("The filtered record as CSV or NDJSON, or with the proof of each entry, alone or in an evidence pack");
        audit.MapGet("/checkpoint", CheckpointAsync).WithSummary("The latest signed checkpoint");
        audit.MapGet("/key", KeyAsync).WithSummary("The public keys that checkpoints are signed with");
        audit.MapGet("/proof/{sequence:long}", ProofAsync).WithSummary("An entry with the proof that the latest checkpoint covers it");
        audit.MapGet("/consistency", ConsistencyAsync).WithSummary("The proof that the record of one size is how that of a larger one begins");
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

    private static async Task<Results<Ok<SignedState>, NotFound>> CheckpointAsync(HttpContext context, AuditProofs proofs, CancellationToken cancellationToken) =>
        await proofs.LatestAsync(context.GetCaller(), cancellationToken) is { } latest ? TypedResults.Ok(latest) : TypedResults.NotFound();

    private static async Task<Ok<PublicKeys>> KeyAsync(HttpContext context, AuditKeys keys, CancellationToken cancellationToken)
    {
        string[] all = [.. (await keys.ListAsync(context.GetCaller(), cancellationToken)).Select(k => k.Text)];
        return TypedResults.Ok(new PublicKeys(all is [.., var present] ? present : null, all[..Math.Max(0, all.Length - 1)]));
    }

    private static async Task<Results<Ok<EntryProof>, NotFound, ProblemHttpResult>> ProofAsync(
        HttpContext context, long sequence, AuditProofs proofs, AuditQueries audit, CancellationToken cancellationToken)
    {
        var by = context.GetCaller();
        if (await proofs.ProveAsync(sequence, by, cancellationToken) is { } proof)
        {
            return TypedResults.Ok(proof);
        }
        return await audit.FindAsync(sequence, by, cancellationToken) is null
            ? TypedResults.NotFound()
            : Problems.Of(StatusCodes.Status409Conflict, "not-signed-yet", $"No checkpoint covers entry {sequence} yet. The portal signs every minute: ask again then.");
    }

    private static async Task<Results<Ok<HistoryProof>, ProblemHttpResult>> ConsistencyAsync(
        HttpContext context, long? from, long? to, AuditProofs proofs, CancellationToken cancellationToken)
    {
        if (from is not >= 1)
        {
            return Problems.Invalid("from", "must be a size of 1 or more.");
        }
        if (to is null || to < from)
        {
            return Problems.Invalid("to", "must be a size not below from.");
        }
        return await proofs.ProveHistoryAsync(from.Value, to.Value, context.GetCaller(), cancellationToken) is { } proof
            ? TypedResults.Ok(proof)
            : Problems.Invalid("to", "must not be above the size of the latest checkpoint.");
    }

    private static async Task<IResult> ExportAsync(
        HttpContext context, AuditQueries audit, AuditProofs proofs, WritePack pack, ListExport export, string? format, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = AuditFilter.Parse(query);
        if (query.Errors.Count > 0)
        {
            return Problems.Invalid(query.Errors);
        }
        if (format == "pack")
        {
            var by = context.GetCaller();
            return await proofs.LatestAsync(by, cancellationToken) is null
                ? Problems.Of(StatusCodes.Status409Conflict, "not-signed-yet", "Nothing is signed yet, so nothing can be proven. The portal signs every minute: ask again then.")
                : await export.AsFileAsync(
                    context, "audit", Right.ReadAudit, filter.ToQuery(), format, "application/zip", "audit-pack.zip", body => pack.RunAsync(filter, body, by, context.RequestAborted));
        }
        return format == "proofs"
            ? await export.WithProofsAsync(context, "audit", Right.ReadAudit, filter.ToQuery(), proofs.ExportAsync(filter, context.GetCaller(), cancellationToken))
            : await export.OfAsync(context, "audit", Right.ReadAudit, filter.ToQuery(), format, audit.ExportAsync(filter, context.GetCaller(), cancellationToken), Columns);
    }
}
