using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Inventory.Curation;

/// <summary>What the commands on agents have in common.</summary>
internal static class AgentEditing
{
    /// <summary>How the record names an agent.</summary>
    public static AuditSubject Subject(this Agent agent) => new("agent", agent.Id.Value.ToString(), agent.Name);

    /// <summary>Adds a new agent, findable by the words of its name.</summary>
    public static async Task<Agent> AddAsync(this CommandScope scope, AgentDraft draft, AgentStatus status, CancellationToken cancellationToken)
    {
        var agent = new Agent
        {
            Name = draft.Name,
            Purpose = draft.Purpose,
            Environment = draft.Environment,
            Autonomy = draft.Autonomy,
            Status = status,
            OwnerId = draft.Owner,
            SponsorId = draft.Sponsor,
            CreatedAt = scope.Now,
        };
        scope.Db.Agents.Add(agent);
        scope.Db.AgentWords.AddRange(WordsOf(agent));
        await AgentRisk.RefreshAsync(scope, [agent], cancellationToken);
        scope.Record("agent.create", agent.Subject(), after: AgentState.Of(agent));
        scope.Announce(Topic.Inventory);
        return agent;
    }

    /// <summary>Gives the agent another name, and lets it be found by that.</summary>
    public static async Task RenameAsync(this CommandScope scope, Agent agent, string name, CancellationToken cancellationToken)
    {
        await scope.Db.AgentWords.Where(w => w.AgentId == agent.Id).ExecuteDeleteAsync(cancellationToken);
        agent.Name = name;
        scope.Db.AgentWords.AddRange(WordsOf(agent));
    }

    /// <summary>Whether another agent has this name.</summary>
    public static Task<bool> IsTakenAsync(this GovernanceDb db, string name, AgentId? except, CancellationToken cancellationToken) =>
        db.Agents.AnyAsync(a => a.Name == name && a.Id != except, cancellationToken);

    /// <summary>Whether each of these people is known and still here; null is nobody and fine.</summary>
    public static async Task<bool> AreHereAsync(this GovernanceDb db, IEnumerable<PersonId?> people, CancellationToken cancellationToken)
    {
        var asked = people.OfType<PersonId>().Distinct().ToList();
        return await db.People.CountAsync(p => asked.Contains(p.Id) && p.IsActive, cancellationToken) == asked.Count;
    }

    private static IEnumerable<AgentWord> WordsOf(Agent agent) =>
        SearchText.Words(agent.Name).Select(word => new AgentWord { Word = word, AgentId = agent.Id });
}
