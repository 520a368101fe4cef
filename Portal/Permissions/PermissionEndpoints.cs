using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Hosting.Api;

namespace Portal.Permissions;

/// <summary>What identities were given and can do, over HTTP.</summary>
internal static class PermissionEndpoints
{
    /// <summary>Maps <c>/identities/{id}/entitlements</c>, <c>/identities/{id}/permissions</c> and <c>/permissions/check</c>.</summary>
    public static void MapPermissions(this RouteGroupBuilder api)
    {
        var identity = api.MapGroup("/identities/{id:guid}").RequireRight(Right.ReadInventory).WithTags("Permissions");
        identity.MapGet("/entitlements", EntitlementsAsync).WithSummary("What it was given, with what each adds").Produces<Page<EntitlementRow>>();
        identity.MapGet("/permissions", PermissionsAsync).WithSummary("What it can do, with the path that explains it");
        api.MapPost("/permissions/check", CheckAsync).RequireRight(Right.ReadInventory).WithTags("Permissions")
            .WithSummary("May this identity do this?").Produces<AccessAnswer>();
    }

    private static async Task<IResult> EntitlementsAsync(Guid id, HttpContext context, PermissionQueries permissions, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var at = query.Instant("at");
        if (query.Errors.Count > 0)
        {
            return Problems.Invalid(query.Errors);
        }
        return await permissions.EntitlementsAsync(new IdentityId(id), at, context.GetCaller(), cancellationToken) is { } rows
            ? TypedResults.Ok(new Page<EntitlementRow>(rows, Next: null))
            : TypedResults.NotFound();
    }

    private static async Task<IResult> PermissionsAsync(Guid id, HttpContext context, PermissionQueries permissions, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = PermissionFilter.Parse(query);
        if (query.Errors.Count > 0)
        {
            return Problems.Invalid(query.Errors);
        }
        return await permissions.PermissionsAsync(new IdentityId(id), filter, context.GetCaller(), cancellationToken) is { } found
            ? TypedResults.Ok(new { items = found.Permissions, next = (string?)null, found.IsAdministrator, found.NotModelled })
            : TypedResults.NotFound();
    }

    private static async Task<IResult> CheckAsync(CheckBody body, HttpContext context, PermissionQueries permissions, CancellationToken cancellationToken)
    {
        var errors = body.Check();
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }
        return await permissions.CheckAsync(body.IdentityId!.Value, body.ToQuestion(), body.At, context.GetCaller(), cancellationToken) is { } answer
            ? TypedResults.Ok(answer)
            : Problems.Invalid("identityId", "There is no such identity.");
    }
}
