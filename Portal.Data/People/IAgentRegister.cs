using Portal.Data.Storage;

namespace Portal.Data.People;

/// <summary>Knows which agents there are, for tokens that are bound to one; people come before agents and cannot ask themselves.</summary>
public interface IAgentRegister
{
    /// <summary>The agent's name, or null when there is none with this id.</summary>
    Task<string?> NameOfAsync(GovernanceDb db, Guid agent, CancellationToken cancellationToken);
}
