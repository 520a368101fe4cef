using Portal.Data.Access;
using Portal.Data.Changes.Delegates;
using Portal.Data.Lists;
using Portal.Hosting.Api;

namespace Portal.Changes.Delegates;

/// <summary>Delegated identities over HTTP.</summary>
internal static class DelegateEndpoints
{
    /// <summary>Maps <c>/delegates</c>.</summary>
    public static void MapDelegates(this RouteGroupBuilder api)
    {
        var delegates = api.MapGroup("/delegates").RequireRight(Right.ReadInventory).WithTags("Delegates");
        delegates.MapGet("/", ListAsync).WithSummary("Identities that agents act through, last seen first").Produces<Page<DelegateRow>>();
        delegates.MapGet("/{id:guid}", FindAsync).WithSummary("One of them with what the agent inherits").Produces<DelegateDetail>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, DelegateQueries delegates, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = DelegateFilter.Parse(query);
        var page = query.Page();
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : TypedResults.Ok(await delegates.ListAsync(filter, page, context.GetCaller(), cancellationToken));
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext context, DelegateQueries delegates, CancellationToken cancellationToken) =>
        await delegates.FindAsync(new DelegateId(id), context.GetCaller(), cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : TypedResults.NotFound();
}
