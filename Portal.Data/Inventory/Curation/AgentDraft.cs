using Portal.Data.Access;

namespace Portal.Data.Inventory.Curation;

/// <summary>What is said of a new agent.</summary>
/// <param name="Name">Its name, unique.</param>
/// <param name="Purpose">What it is for; empty when nobody said.</param>
/// <param name="Environment">Where it may act.</param>
/// <param name="Autonomy">How far it acts without a person.</param>
/// <param name="Owner">Who answers for it, or null.</param>
/// <param name="Sponsor">The accountable manager, or null.</param>
public sealed record AgentDraft(
    string Name,
    string Purpose = "",
    AgentEnvironment Environment = AgentEnvironment.Unknown,
    Autonomy Autonomy = Autonomy.Unknown,
    PersonId? Owner = null,
    PersonId? Sponsor = null);
