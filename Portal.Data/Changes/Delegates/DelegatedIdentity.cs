using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Changes.Delegates;

/// <summary>
/// An identity used through an agent: "dana through Claude Code". It follows from the changes alone, whatever order they come in, and is kept
/// in the transaction that stores them. What an agent's own confirmed identity does is that agent's, and none of these.
/// </summary>
public sealed class DelegatedIdentity
{
    /// <summary>Its id.</summary>
    public DelegateId Id { get; init; } = DelegateId.New();

    /// <summary>The identity whose rights are used.</summary>
    public required IdentityId IdentityId { get; init; }

    /// <summary>On whose behalf, as the events say it; empty when they name nobody, so that it can be part of a unique key.</summary>
    public required string Initiator { get; init; }

    /// <summary>The agent that the events name, as text from outside.</summary>
    public required string Agent { get; init; }

    /// <summary>When the first of its calls happened.</summary>
    public required DateTimeOffset FirstAt { get; set; }

    /// <summary>When the last of its calls happened.</summary>
    public required DateTimeOffset LastAt { get; set; }

    /// <summary>How many calls, attempts included.</summary>
    public required long Count { get; set; }

    /// <summary>How sure it is, at best, that the agent called.</summary>
    public required AttributionGrade AgentGrade { get; set; }

    /// <summary>The change that says so; see <see cref="Change.Sequence"/>. Of several the newest.</summary>
    public required long AgentSequence { get; set; }

    /// <summary>How sure it is, at best, that the initiator stands behind it; unknown when nobody is named.</summary>
    public required AttributionGrade InitiatorGrade { get; set; }

    /// <summary>The change that says so; of several the newest.</summary>
    public required long InitiatorSequence { get; set; }

    /// <summary>What a search looks at, in lower case.</summary>
    public required string SearchText { get; init; }
}
