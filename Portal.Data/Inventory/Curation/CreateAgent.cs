using Portal.Data.Access;
using Portal.Data.Commands;

namespace Portal.Data.Inventory.Curation;

/// <summary>Enters an agent that no signal pointed to.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class CreateAgent(CommandRunner commands)
{
    /// <summary>Makes a confirmed agent.</summary>
    public Task<AgentResult> RunAsync(AgentDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunShortAsync(
        "agent.create",
        by,
        Right.ManageInventory,
        async (scope, token) =>
        {
            if (await scope.Db.IsTakenAsync(draft.Name, except: null, token))
            {
                return new AgentResult(AgentSaved.NameTaken);
            }
            if (!await scope.Db.AreHereAsync([draft.Owner, draft.Sponsor], token))
            {
                return new AgentResult(AgentSaved.NobodyToAnswer);
            }
            return new(AgentSaved.Saved, (await scope.AddAsync(draft, AgentStatus.Confirmed, token)).Id);
        },
        cancellationToken);
}
