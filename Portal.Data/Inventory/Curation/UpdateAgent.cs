using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;

namespace Portal.Data.Inventory.Curation;

/// <summary>Changes what is said of an agent: name, purpose, environment, autonomy, owner, sponsor.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class UpdateAgent(CommandRunner commands)
{
    /// <summary>Applies <paramref name="patch"/>, all of it or nothing.</summary>
    public async Task<AgentResult> RunAsync(AgentId id, AgentPatch patch, Caller by, CancellationToken cancellationToken)
    {
        try
        {
            return await commands.RunShortAsync("agent.update", by, Right.ManageInventory, (scope, token) => ApplyAsync(id, patch, scope, token), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new(AgentSaved.ChangedMeanwhile, id);
        }
    }

    private static async Task<AgentResult> ApplyAsync(AgentId id, AgentPatch patch, CommandScope scope, CancellationToken cancellationToken)
    {
        if (await scope.Db.Agents.SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } agent)
        {
            return new(AgentSaved.NotFound);
        }
        if (patch.Version is { } version && version != agent.Version)
        {
            return new(AgentSaved.ChangedMeanwhile, id);
        }
        if (patch.Name is { } wanted && await scope.Db.IsTakenAsync(wanted, except: id, cancellationToken))
        {
            return new(AgentSaved.NameTaken, id);
        }
        if (!await scope.Db.AreHereAsync([patch.Owner?.Id, patch.Sponsor?.Id], cancellationToken))
        {
            return new(AgentSaved.NobodyToAnswer, id);
        }
        var before = AgentState.Of(agent);
        if (patch.Name is { } name && name != agent.Name)
        {
            await scope.RenameAsync(agent, name, cancellationToken);
        }
        agent.Purpose = patch.Purpose ?? agent.Purpose;
        agent.Environment = patch.Environment ?? agent.Environment;
        agent.Autonomy = patch.Autonomy ?? agent.Autonomy;
        if (patch.Owner is { } owner && owner.Id != agent.OwnerId)
        {
            agent.SettleOwner(owner.Id);
        }
        agent.SponsorId = patch.Sponsor is null ? agent.SponsorId : patch.Sponsor.Id;
        var after = AgentState.Of(agent);
        if (after != before)
        {
            agent.Version++;
            await AgentRisk.RefreshAsync(scope, [agent], cancellationToken);
            scope.Record("agent.update", agent.Subject(), before, after);
            scope.Announce(Topic.Inventory);
        }
        return new(AgentSaved.Saved, id);
    }
}
