using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Inventory.Curation;

namespace Portal.Data.Inventory.Imports;

/// <summary>Makes an agent of each identity whose signals are strong, for a person to confirm or dismiss; inside the import's transaction.</summary>
/// <param name="scope">The import's.</param>
/// <param name="from">The confidence from which an identity is taken for an agent's.</param>
internal sealed class DiscoverAgents(CommandScope scope, int from)
{
    /// <summary>Makes the agents and gives them to the identities, which are not written.</summary>
    /// <returns>The identities that got one.</returns>
    public async Task<IReadOnlyList<Identity>> RunAsync(IEnumerable<Identity> identities, CancellationToken cancellationToken)
    {
        var found = identities.Where(i => i.AgentId is null && !i.IsDismissed && i.Confidence >= from).ToList();
        if (found.Count == 0)
        {
            return [];
        }
        var names = await TakenAsync(found, cancellationToken);
        var agents = new List<Agent>(found.Count);
        foreach (var identity in found)
        {
            var agent = new Agent { Name = Name(identity, names), Status = AgentStatus.Discovered, CreatedAt = scope.Now };
            identity.AgentId = agent.Id;
            agents.Add(agent);
            scope.Record("agent.discover", agent.Subject(), after: new { Identity = identity.NativeId, identity.Confidence });
        }
        await scope.Db.BulkInsertAsync(agents, skipExisting: false, cancellationToken);
        await scope.Db.BulkInsertAsync(
            agents.SelectMany(a => SearchText.Words(a.Name).Select(w => new AgentWord { Word = w, AgentId = a.Id })), skipExisting: false, cancellationToken);
        return found;
    }

    private async Task<HashSet<string>> TakenAsync(List<Identity> found, CancellationToken cancellationToken)
    {
        var names = found.SelectMany(i => new[] { i.Name, Longer(i) }).Distinct(StringComparer.Ordinal).ToArray();
        return await scope.Db.Agents.Where(a => EF.Parameter(names).Contains(a.Name)).Select(a => a.Name).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
    }

    private static string Name(Identity identity, HashSet<string> taken)
    {
        if (taken.Add(identity.Name))
        {
            return identity.Name;
        }
        var longer = Longer(identity);
        if (taken.Add(longer))
        {
            return longer;
        }
        // Two identities of one name in one account: a role and a user, or roles in two sources that read the same account.
        var unique = SnapshotWriter.Bounded($"{identity.Id.Value.ToString()[^8..]} {longer}");
        taken.Add(unique);
        return unique;
    }

    private static string Longer(Identity identity) => SnapshotWriter.Bounded($"{identity.Name} ({identity.Container})");
}
