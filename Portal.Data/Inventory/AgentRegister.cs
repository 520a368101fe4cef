using Microsoft.EntityFrameworkCore;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Inventory;

/// <summary>Tells whoever binds a token which agents there are.</summary>
internal sealed class AgentRegister : IAgentRegister
{
    /// <inheritdoc/>
    public Task<string?> NameOfAsync(GovernanceDb db, Guid agent, CancellationToken cancellationToken) =>
        db.Agents.Where(a => a.Id == new AgentId(agent)).Select(a => a.Name).SingleOrDefaultAsync(cancellationToken);
}
