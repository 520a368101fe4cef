using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;

namespace Portal.Data.Inventory.Curation;

/// <summary>Ties an identity to the agent that acts through it, or says that it belongs to none.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class AssignIdentity(CommandRunner commands)
{
    /// <summary>The identity belongs to this agent.</summary>
    public Task<AssignmentResult> ToAsync(IdentityId identity, AgentId agent, Caller by, CancellationToken cancellationToken) => RunAsync(
        "identity.assign",
        identity,
        by,
        async (scope, token) => await scope.Db.Agents.SingleOrDefaultAsync(a => a.Id == agent, token) switch
        {
            null => (IdentityAssigned.NoAgent, null),
            { Status: AgentStatus.Retired or AgentStatus.Dismissed } => (IdentityAssigned.AgentNotInUse, null),
            { } found => (IdentityAssigned.Done, found),
        },
        cancellationToken);

    /// <summary>The identity belongs to a new agent.</summary>
    public Task<AssignmentResult> ToNewAsync(IdentityId identity, AgentDraft draft, Caller by, CancellationToken cancellationToken) => RunAsync(
        "identity.assign",
        identity,
        by,
        async (scope, token) =>
            await scope.Db.IsTakenAsync(draft.Name, except: null, token) ? (IdentityAssigned.NameTaken, null)
            : !await scope.Db.AreHereAsync([draft.Owner, draft.Sponsor], token) ? (IdentityAssigned.NobodyToAnswer, null)
            : (IdentityAssigned.Done, await scope.AddAsync(draft, AgentStatus.Confirmed, token)),
        cancellationToken);

    /// <summary>The identity belongs to no agent, whatever its signals say.</summary>
    public Task<AssignmentResult> DismissAsync(IdentityId identity, Caller by, CancellationToken cancellationToken) => RunAsync(
        "identity.dismiss", identity, by, (_, _) => Task.FromResult<(IdentityAssigned, Agent?)>((IdentityAssigned.Done, null)), cancellationToken);

    private Task<AssignmentResult> RunAsync(
        string action,
        IdentityId id,
        Caller by,
        Func<CommandScope, CancellationToken, Task<(IdentityAssigned Outcome, Agent? Agent)>> choose,
        CancellationToken cancellationToken) => commands.RunShortAsync(
            action,
            by,
            Right.ManageInventory,
            async (scope, token) =>
            {
                if (await scope.Db.Identities.SingleOrDefaultAsync(i => i.Id == id, token) is not { } identity)
                {
                    return new AssignmentResult(IdentityAssigned.NoIdentity);
                }
                var (outcome, agent) = await choose(scope, token);
                if (outcome != IdentityAssigned.Done)
                {
                    return new(outcome);
                }
                await MoveAsync(scope, action, identity, agent, token);
                return new(IdentityAssigned.Done, agent?.Id);
            },
            cancellationToken);

    private static async Task MoveAsync(CommandScope scope, string action, Identity identity, Agent? agent, CancellationToken cancellationToken)
    {
        var former = identity.AgentId;
        if (former == agent?.Id && identity.IsDismissed == agent is null)
        {
            return;
        }
        scope.Record(
            action,
            new AuditSubject("identity", identity.Id.Value.ToString(), identity.Name),
            before: new { agent = former, identity.IsDismissed },
            after: new { agent = agent?.Id, isDismissed = agent is null });
        identity.AgentId = agent?.Id;
        identity.IsDismissed = agent is null;
        scope.Announce(Topic.Inventory);
        // The risk of both agents rests on who holds the identity now.
        await scope.Db.SaveChangesAsync(cancellationToken);
        var present = agent?.Id;
        var touched = await scope.Db.Agents.Where(a => a.Id == former || a.Id == present).ToListAsync(cancellationToken);
        await AgentRisk.RefreshAsync(scope, touched, cancellationToken);
        if (former is { } left && left != agent?.Id)
        {
            await EndSuggestionAsync(scope, left, identity.Id, cancellationToken);
        }
    }

    /// <summary>An agent that only signals made, and that has no identity left, was a suggestion that is answered now.</summary>
    private static async Task EndSuggestionAsync(CommandScope scope, AgentId left, IdentityId moved, CancellationToken cancellationToken)
    {
        if (await scope.Db.Agents.SingleAsync(a => a.Id == left, cancellationToken) is { Status: AgentStatus.Discovered } suggested
            && !await scope.Db.Identities.AnyAsync(i => i.AgentId == left && i.Id != moved, cancellationToken))
        {
            var before = AgentState.Of(suggested);
            suggested.Status = AgentStatus.Dismissed;
            suggested.Version++;
            scope.Record("agent.dismiss", suggested.Subject(), before, AgentState.Of(suggested), "Its only identity was given to another agent or dismissed.");
        }
    }
}
