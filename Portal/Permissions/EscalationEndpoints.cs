using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Permissions.Escalation;
using Portal.Hosting.Api;

namespace Portal.Permissions;

/// <summary>How identities can gain more rights, and how risks changed, over HTTP.</summary>
internal static class EscalationEndpoints
{
    /// <summary>Maps <c>/identities/{id}/escalations</c>, <c>/agents/{id}/reach</c> and the histories of their risks.</summary>
    public static void MapEscalations(this RouteGroupBuilder api)
    {
        var identity = api.MapGroup("/identities/{id:guid}").RequireRight(Right.ReadInventory).WithTags("Permissions");
        identity.MapGet("/escalations", IdentityAsync).WithSummary("How it can gain more rights, with the shortest way to an administrator").Produces<IdentityEscalations>();
        identity.MapGet("/risk-changes", IdentityRiskAsync).WithSummary("How its risk changed, newest first").Produces<Page<RiskChangeRow>>();
        var agent = api.MapGroup("/agents/{id:guid}").RequireRight(Right.ReadAgent).WithTags("Agents");
        agent.MapGet("/reach", AgentAsync).WithSummary("Everything that it can become by all of its identities").Produces<AgentReach>();
        agent.MapGet("/risk-changes", AgentRiskAsync).WithSummary("How its risk changed, newest first").Produces<Page<RiskChangeRow>>();
    }

    private static async Task<IResult> IdentityAsync(Guid id, HttpContext context, EscalationQueries escalations, CancellationToken cancellationToken) =>
        await escalations.OfAsync(new IdentityId(id), context.GetCaller(), cancellationToken) is { } found ? TypedResults.Ok(found) : TypedResults.NotFound();

    private static async Task<IResult> AgentAsync(Guid id, HttpContext context, EscalationQueries escalations, CancellationToken cancellationToken) =>
        await escalations.OfAsync(new AgentId(id), context.GetCaller(), cancellationToken) is { } found ? TypedResults.Ok(found) : TypedResults.NotFound();

    private static async Task<IResult> IdentityRiskAsync(Guid id, HttpContext context, RiskQueries risks, CancellationToken cancellationToken) =>
        Listed(await risks.OfAsync(new IdentityId(id), context.GetCaller(), cancellationToken));

    private static async Task<IResult> AgentRiskAsync(Guid id, HttpContext context, RiskQueries risks, CancellationToken cancellationToken) =>
        Listed(await risks.OfAsync(new AgentId(id), context.GetCaller(), cancellationToken));

    private static IResult Listed(IReadOnlyList<RiskChangeRow>? rows) =>
        rows is null ? TypedResults.NotFound() : TypedResults.Ok(new Page<RiskChangeRow>(rows, Next: null));
}
