using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Changes.Delegates;

/// <summary>A delegated identity in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IdentityId">The identity whose rights are used.</param>
/// <param name="IdentityName">Its short name.</param>
/// <param name="Risk">Its risk, 0..100.</param>
/// <param name="Initiator">On whose behalf, as text from outside; null when the events name nobody.</param>
/// <param name="InitiatorGrade">How sure that is, at best.</param>
/// <param name="Agent">The agent that the events name, as text from outside.</param>
/// <param name="AgentGrade">How sure that is, at best.</param>
/// <param name="FirstAt">When the first call happened.</param>
/// <param name="LastAt">When the last call happened.</param>
/// <param name="Count">How many calls, attempts included.</param>
/// <param name="BelongsTo">The agent whose own a person confirmed the identity to be since then; null for a human's.</param>
/// <param name="Finding">What is wrong with its rights, or null.</param>
public sealed record DelegateRow(
    DelegateId Id,
    IdentityId IdentityId,
    string IdentityName,
    int Risk,
    string? Initiator,
    AttributionGrade InitiatorGrade,
    string Agent,
    AttributionGrade AgentGrade,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    long Count,
    AgentRef? BelongsTo,
    DelegateFinding? Finding);
