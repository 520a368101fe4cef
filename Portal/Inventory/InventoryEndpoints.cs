using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Curation;
using Portal.Data.Inventory.Handover;
using Portal.Data.Lists;
using Portal.Hosting.Api;

namespace Portal.Inventory;

/// <summary>Agents and identities over HTTP.</summary>
internal static class InventoryEndpoints
{
    /// <summary>Maps <c>/agents</c> and <c>/identities</c>.</summary>
    public static void MapInventory(this RouteGroupBuilder api)
    {
        var agents = api.MapGroup("/agents").RequireRight(Right.ReadInventory).WithTags("Agents");
        agents.MapGet("/", ListAgentsAsync).WithSummary("Agents, riskiest first").Produces<Page<AgentRow>>();
        agents.MapGet("/export", ExportAgentsAsync).WithSummary("The filtered agents as CSV or NDJSON");
        // Beside the group, since it is open to tokens that know of this agent only.
        api.MapGet("/agents/{id:guid}", FindAgentAsync).RequireRight(Right.ReadAgent).WithTags("Agents").WithSummary("One agent with its identities").Produces<AgentDetail>();
        agents.MapPost("/", CreateAgentAsync).RequireRight(Right.ManageInventory).WithSummary("Enter an agent");
        agents.MapPatch("/{id:guid}", PatchAgentAsync).RequireRight(Right.ManageInventory).WithSummary("Change an agent; its status confirms, dismisses or retires it");

        agents.MapPost("/{id:guid}/confirm-owner", ConfirmOwnerAsync).RequireRight(Right.AnswerForAgents)
            .WithSummary("Say that one answers for an agent that came to one").Produces<AgentDetail>();
        agents.MapPost("/{id:guid}/hand-on", HandOnAsync).RequireRight(Right.AnswerForAgents)
            .WithSummary("Hand an agent that came to one on to somebody else").Produces<AgentDetail>();

        var identities = api.MapGroup("/identities").RequireRight(Right.ReadInventory).WithTags("Identities");
        identities.MapGet("/", ListIdentitiesAsync).WithSummary("Identities by name").Produces<Page<IdentityRow>>();
        identities.MapGet("/export", ExportIdentitiesAsync).WithSummary("The filtered identities as CSV or NDJSON");
        identities.MapGet("/{id:guid}", FindIdentityAsync).WithSummary("One identity with its signals").Produces<IdentityDetail>();
        identities.MapPost("/{id:guid}/assign", AssignAsync).RequireRight(Right.ManageInventory)
            .WithSummary("Tie an identity to an agent, to a new one, or to none");
    }

    private static async Task<IResult> ListAgentsAsync(HttpContext context, AgentQueries agents, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = AgentFilter.Parse(query);
        var page = query.Page();
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : TypedResults.Ok(await agents.ListAsync(filter, page, context.GetCaller(), cancellationToken));
    }

    private static async Task<IResult> ExportAgentsAsync(HttpContext context, AgentQueries agents, ListExport export, string? format, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = AgentFilter.Parse(query);
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : await export.OfAsync(context, "agents", Right.ReadInventory, filter.ToQuery(), format, agents.ExportAsync(filter, context.GetCaller(), cancellationToken), InventoryColumns.OfAgents);
    }

    private static async Task<IResult> FindAgentAsync(Guid id, HttpContext context, AgentQueries agents, CancellationToken cancellationToken) =>
        await agents.FindAsync(new AgentId(id), context.GetCaller(), cancellationToken) is { } agent ? TypedResults.Ok(agent) : TypedResults.NotFound();

    private static async Task<IResult> CreateAgentAsync(
        AgentBody body, HttpContext context, CreateAgent create, AgentQueries agents, CancellationToken cancellationToken)
    {
        var errors = body.Check(isNew: true);
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }
        var by = context.GetCaller();
        var result = await create.RunAsync(body.ToDraft(), by, cancellationToken);
        return result.Outcome == AgentSaved.Saved
            ? TypedResults.Created($"{ApiRoutes.Prefix}/agents/{result.Agent!.Value.Value}", await agents.FindAsync(result.Agent.Value, by, cancellationToken))
            : Refusal(result.Outcome);
    }

    private static async Task<IResult> PatchAgentAsync(
        Guid id,
        AgentBody body,
        HttpContext context,
        UpdateAgent update,
        SettleAgent settle,
        AgentQueries agents,
        CancellationToken cancellationToken)
    {
        var errors = body.Check(isNew: false);
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }
        var by = context.GetCaller();
        var agent = new AgentId(id);
        var result = await update.RunAsync(agent, body.ToPatch(), by, cancellationToken);
        if (result.Outcome == AgentSaved.Saved)
        {
            result = body.Status switch
            {
                AgentStatus.Confirmed => await settle.ConfirmAsync(agent, by, cancellationToken),
                AgentStatus.Dismissed => await settle.DismissAsync(agent, body.Reason, by, cancellationToken),
                AgentStatus.Retired => await settle.RetireAsync(agent, body.Reason, by, cancellationToken),
                _ => result,
            };
        }
        return result.Outcome == AgentSaved.Saved ? TypedResults.Ok(await agents.FindAsync(agent, by, cancellationToken)) : Refusal(result.Outcome);
    }

    private static Task<IResult> ConfirmOwnerAsync(
        Guid id, HttpContext context, AnswerForAgents answer, AgentQueries agents, CancellationToken cancellationToken) =>
        AnswerForAsync(new(new AgentId(id), HandTo: null), context, answer, agents, cancellationToken);

    private static async Task<IResult> HandOnAsync(
        Guid id, HandOnBody body, HttpContext context, AnswerForAgents answer, AgentQueries agents, CancellationToken cancellationToken) =>
        body.Person is { } person
            ? await AnswerForAsync(new(new AgentId(id), new PersonId(person)), context, answer, agents, cancellationToken)
            : Problems.Invalid("person", "must be a person's id.");

    private static async Task<IResult> AnswerForAsync(
        OwnershipAnswer given, HttpContext context, AnswerForAgents answer, AgentQueries agents, CancellationToken cancellationToken)
    {
        var by = context.GetCaller();
        return (await answer.RunAsync([given], by, cancellationToken))[0] switch
        {
            OwnershipAnswered.Done => TypedResults.Ok(await agents.FindAsync(given.Agent, by, cancellationToken)),
            OwnershipAnswered.NotFound => TypedResults.NotFound(),
            OwnershipAnswered.NotYours => Problems.Of(StatusCodes.Status403Forbidden, "not-yours", "Only who owns the agent answers for it."),
            OwnershipAnswered.NotOpen => Problems.Of(StatusCodes.Status409Conflict, "not-open", "It was not inherited, or that is settled."),
            OwnershipAnswered.NobodyToAnswer => Problems.Invalid("person", "must be somebody else who is here."),
        };
    }

    private static async Task<IResult> ListIdentitiesAsync(HttpContext context, IdentityQueries identities, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = IdentityFilter.Parse(query);
        var page = query.Page();
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : TypedResults.Ok(await identities.ListAsync(filter, page, context.GetCaller(), cancellationToken));
    }

    private static async Task<IResult> ExportIdentitiesAsync(HttpContext context, IdentityQueries identities, ListExport export, string? format, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.QueryString.Value);
        var filter = IdentityFilter.Parse(query);
        return query.Errors.Count > 0
            ? Problems.Invalid(query.Errors)
            : await export.OfAsync(context, "identities", Right.ReadInventory, filter.ToQuery(), format, identities.ExportAsync(filter, context.GetCaller(), cancellationToken), InventoryColumns.OfIdentities);
    }

    private static async Task<IResult> FindIdentityAsync(Guid id, HttpContext context, IdentityQueries identities, CancellationToken cancellationToken) =>
        await identities.FindAsync(new IdentityId(id), context.GetCaller(), cancellationToken) is { } identity ? TypedResults.Ok(identity) : TypedResults.NotFound();

    private static async Task<IResult> AssignAsync(
        Guid id, AssignmentBody body, HttpContext context, AssignIdentity assign, CancellationToken cancellationToken)
    {
        var identity = new IdentityId(id);
        var by = context.GetCaller();
        var errors = body.Check();
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }
        var result = body switch
        {
            { AgentId: { } agent } => await assign.ToAsync(identity, agent, by, cancellationToken),
            { NewAgent: { } draft } => await assign.ToNewAsync(identity, draft.ToDraft(), by, cancellationToken),
            _ => await assign.DismissAsync(identity, by, cancellationToken),
        };
        return result.Outcome switch
        {
            IdentityAssigned.Done => TypedResults.Ok(new { agentId = result.Agent }),
            IdentityAssigned.NoIdentity => TypedResults.NotFound(),
            IdentityAssigned.NoAgent => Problems.Invalid("agentId", "There is no such agent."),
            IdentityAssigned.AgentNotInUse => Problems.Of(StatusCodes.Status409Conflict, "agent-not-in-use", "The agent is retired or was dismissed. Confirm it first."),
            IdentityAssigned.NameTaken => Refusal(AgentSaved.NameTaken),
            IdentityAssigned.NobodyToAnswer => Refusal(AgentSaved.NobodyToAnswer),
        };
    }

    private static IResult Refusal(AgentSaved outcome) => outcome switch
    {
        AgentSaved.NotFound => TypedResults.NotFound(),
        AgentSaved.NameTaken => Problems.Of(StatusCodes.Status409Conflict, "name-taken", "Another agent has this name."),
        AgentSaved.NobodyToAnswer => Problems.Invalid("owner", "The owner or sponsor is unknown or has left."),
        AgentSaved.ChangedMeanwhile => Problems.Of(StatusCodes.Status409Conflict, "changed-meanwhile", "Someone else changed this agent first. Read it again and repeat."),
        AgentSaved.Saved => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "This is no refusal."),
    };
}
