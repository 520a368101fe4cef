using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Permissions;
using Portal.Data.Permissions.LeastPrivilege;
using Portal.Data.Permissions.Reading;
using Portal.Data.Permissions.WhatIf;
using Portal.Data.Platforms;
using Portal.Hosting.Api;

namespace Portal.Permissions;

/// <summary>What identities were given and can do, over HTTP.</summary>
internal static class PermissionEndpoints
{
    private const int MostResources = 200;

    /// <summary>Maps <c>/identities/{id}/entitlements</c>, <c>/identities/{id}/permissions</c> and <c>/permissions/…</c>.</summary>
    public static void MapPermissions(this RouteGroupBuilder api)
    {
        var identity = api.MapGroup("/identities/{id:guid}").RequireRight(Right.ReadInventory).WithTags("Permissions");
        identity.MapGet("/entitlements", EntitlementsAsync).WithSummary("What it was given, with what each adds").Produces<Page<EntitlementRow>>();
        identity.MapGet("/permissions", PermissionsAsync).WithSummary("What it can do, with the path that explains it");
        api.MapPost("/permissions/check", CheckAsync).RequireRight(Right.ReadInventory).WithTags("Permissions")
            .WithSummary("May this identity do this?").Produces<AccessAnswer>();
        var permissions = api.MapGroup("/permissions").RequireRight(Right.ReadInventory).WithTags("Permissions");
        permissions.MapGet("/diff", DiffAsync).WithSummary("What was gained and lost between two times, or what another identity has more and less").Produces<PermissionDifference>();
        permissions.MapPost("/what-if", WhatIfAsync).WithSummary("What changes would do; nothing is stored").Produces<WhatIfResult>();
        identity.MapGet("/use", UseAsync).WithSummary("What it can do, with whether it did").Produces<UsedActions>();
        permissions.MapPost("/least-privilege", DraftAsync).WithSummary("Policies that allow exactly these actions of what it can do now").Produces<PolicyDraft>();
        permissions.MapGet("/outside", OutsideAsync).WithSummary("Whom policies on resources let in from outside").Produces<Page<OutsideRow>>();
        permissions.MapGet("/documents/{hash:regex(^[0-9a-f]{{64}}$)}", DocumentAsync).WithSummary("A policy document by its hash").Produces<EntitlementDocument>();
        permissions.MapGet("/who-can", WhoCanAsync).WithSummary("Who can do this, by themselves or by acting as others first").Produces<WhoCanPage>();
    }

    private static async Task<IResult> EntitlementsAsync(Guid id, HttpContext context, ReadPolicies policies, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var at = query.Instant("at");
        if (query.Errors.Count > 0)
        {
            return Problems.Invalid(query.Errors);
        }
        return await policies.EntitlementsAsync(new IdentityId(id), at, context.GetCaller(), cancellationToken) is { } rows
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
            ? TypedResults.Ok(new
            {
                items = found.Permissions,
                next = (string?)null,
                found.IsAdministrator,
                found.Administrator,
                found.Summary,
                found.Totals,
                byService = PermissionTotals.ByService(found.Permissions),
                byResource = PermissionTotals.ByResource(found.Permissions).Take(MostResources),
                found.Limits,
                found.NotModelled,
            })
            : TypedResults.NotFound();
    }

    private static async Task<IResult> WhoCanAsync(HttpContext context, WhoCanQueries whoCan, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = WhoCanFilter.Parse(query);
        var page = query.Page();
        if (query.Errors.Count > 0)
        {
            return Problems.Invalid(query.Errors);
        }
        return filter.Action?.IndexOf(':', StringComparison.Ordinal) is null or < 1
            ? Problems.Invalid("action", "must be a service and an action, for example s3:GetObject.")
            : TypedResults.Ok(await whoCan.RunAsync(filter, page, context.GetCaller(), cancellationToken));
    }

    private static async Task<IResult> CheckAsync(CheckBody body, HttpContext context, ReadPolicies policies, CancellationToken cancellationToken)
    {
        var errors = body.Check();
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }
        return await policies.CheckAsync(body.IdentityId!.Value, body.ToQuestion(), body.At, context.GetCaller(), cancellationToken) is { } answer
            ? TypedResults.Ok(answer)
            : Problems.Invalid("identityId", "There is no such identity.");
    }

    private static async Task<IResult> DiffAsync(HttpContext context, PermissionQueries permissions, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var (id, other, from, to) = (query.Id("identityId"), query.Id("otherId"), query.Instant("from"), query.Instant("to"));
        if (query.Errors.Count > 0)
        {
            return Problems.Invalid(query.Errors);
        }
        if (id is not { } identity)
        {
            return Problems.Invalid("identityId", "is needed.");
        }
        if (other is null && from is null)
        {
            return Problems.Invalid("from", "is needed: a time, or another identity as otherId.");
        }
        return await permissions.DiffAsync(new IdentityId(identity), other is { } second ? new IdentityId(second) : null, from, to, context.GetCaller(), cancellationToken) is { } difference
            ? TypedResults.Ok(difference)
            : TypedResults.NotFound();
    }

    private static async Task<IResult> WhatIfAsync(WhatIfBody body, HttpContext context, WhatIfQueries whatIf, CancellationToken cancellationToken)
    {
        var errors = body.Check();
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }
        return await whatIf.WeighAsync(body.IdentityId, body.ToChanges(), context.GetCaller(), cancellationToken) switch
        {
            null => Problems.Invalid("identityId", "There is no such identity."),
            { Errors.Count: > 0 } wrong => Problems.Invalid(wrong.Errors),
            var result => TypedResults.Ok(result),
        };
    }

    private static async Task<IResult> UseAsync(Guid id, HttpContext context, LeastPrivilegeQueries leastPrivilege, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var days = query.Number("days", 1, UsedActions.MostDays) ?? UsedActions.UsualDays;
        if (query.Errors.Count > 0)
        {
            return Problems.Invalid(query.Errors);
        }
        return await leastPrivilege.UsedAsync(new IdentityId(id), days, context.GetCaller(), cancellationToken) is { } used
            ? TypedResults.Ok(used)
            : TypedResults.NotFound();
    }

    private static async Task<IResult> DraftAsync(
        DraftBody body, HttpContext context, LeastPrivilegeQueries leastPrivilege, ReadPolicies policies, CancellationToken cancellationToken)
    {
        var errors = body.Check();
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }
        var (id, by) = (body.IdentityId!.Value, context.GetCaller());
        var kept = body.Actions;
        if (body.From is { } rule)
        {
            kept = (await leastPrivilege.UsedAsync(id, body.Days ?? UsedActions.UsualDays, by, cancellationToken))?.Kept(rule);
            if (kept is { Count: 0 })
            {
                return Problems.Invalid("from", "keeps nothing of what it may do now: there is nothing to make a policy for.");
            }
        }
        return kept is not null && await policies.DraftAsync(id, body.ToRequest(kept), by, cancellationToken) is { } draft
            ? TypedResults.Ok(draft)
            : Problems.Invalid("identityId", "There is no such identity.");
    }

    private static async Task<IResult> OutsideAsync(HttpContext context, OutsideQueries outside, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var (kind, container, page) = (query.Choice<OutsideKind>("kind"), query.Text("container"), new PageRequest(query.Text("after", 2_000), query.Number("limit", 1, PageRequest.MostItems) ?? PageRequest.DefaultItems));
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : TypedResults.Ok(await outside.ListAsync(kind, container, page, context.GetCaller(), cancellationToken));
    }

    private static async Task<IResult> DocumentAsync(string hash, HttpContext context, ReadPolicies policies, CancellationToken cancellationToken) =>
        await policies.DocumentAsync(hash, context.GetCaller(), cancellationToken) is { } document ? TypedResults.Ok(document) : TypedResults.NotFound();
}
