using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;

namespace Portal.Data.Inventory.Curation;

/// <summary>Says what an agent is: one indeed, none, or one no longer in use. Each can be taken back by saying another.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class SettleAgent(CommandRunner commands)
{
    /// <summary>It is an agent.</summary>
    public Task<AgentResult> ConfirmAsync(AgentId id, Caller by, CancellationToken cancellationToken) =>
        RunAsync("agent.confirm", id, AgentStatus.Confirmed, reason: null, by, cancellationToken);

    /// <summary>It is none: its identities no longer count as an agent's, whatever their signals say.</summary>
    public Task<AgentResult> DismissAsync(AgentId id, string? reason, Caller by, CancellationToken cancellationToken) =>
        RunAsync("agent.dismiss", id, AgentStatus.Dismissed, reason, by, cancellationToken);

    /// <summary>It is no longer in use; what it still holds stays visible.</summary>
    public Task<AgentResult> RetireAsync(AgentId id, string? reason, Caller by, CancellationToken cancellationToken) =>
        RunAsync("agent.retire", id, AgentStatus.Retired, reason, by, cancellationToken);

    private Task<AgentResult> RunAsync(string action, AgentId id, AgentStatus status, string? reason, Caller by, CancellationToken cancellationToken) =>
        commands.RunShortAsync(
            action,
            by,
            Right.ManageInventory,
            async (scope, token) =>
            {
                if (await scope.Db.Agents.SingleOrDefaultAsync(a => a.Id == id, token) is not { } agent)
                {
                    return new AgentResult(AgentSaved.NotFound);
                }
                if (agent.Status != status)
                {
                    var before = AgentState.Of(agent);
                    agent.Status = status;
                    agent.Version++;
                    var isNone = status == AgentStatus.Dismissed;
                    await scope.Db.Identities.Where(i => i.AgentId == id)
                        .ExecuteUpdateAsync(s => s.SetProperty(i => i.IsDismissed, isNone), token);
                    await AgentRisk.RefreshAsync(scope, [agent], token);
                    scope.Record(action, agent.Subject(), before, AgentState.Of(agent), reason);
                    scope.Announce(Topic.Inventory);
                }
                return new(AgentSaved.Saved, id);
            },
            cancellationToken);
}
