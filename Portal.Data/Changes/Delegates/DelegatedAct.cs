using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Changes.Delegates;

/// <summary>One call that an identity made through an agent.</summary>
/// <param name="IdentityId">Whose rights it used.</param>
/// <param name="IdentityName">Its short name.</param>
/// <param name="Initiator">On whose behalf; empty when nobody is named.</param>
/// <param name="InitiatorGrade">How sure that is.</param>
/// <param name="Agent">The agent that is named.</param>
/// <param name="AgentGrade">How sure that is.</param>
/// <param name="At">When.</param>
/// <param name="EventId">The platform's id of it.</param>
/// <param name="Sequence">The change.</param>
internal sealed record DelegatedAct(
    IdentityId IdentityId,
    string IdentityName,
    string Initiator,
    AttributionGrade InitiatorGrade,
    string Agent,
    AttributionGrade AgentGrade,
    DateTimeOffset At,
    string EventId,
    long Sequence)
{
    /// <summary>What says how sure the agent is.</summary>
    public Proof OfAgent => new(AgentGrade, At, EventId, Sequence);

    /// <summary>What says how sure the initiator is.</summary>
    public Proof OfInitiator => new(InitiatorGrade, At, EventId, Sequence);
}
