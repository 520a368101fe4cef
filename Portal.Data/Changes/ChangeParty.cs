using Portal.Data.Inventory;

namespace Portal.Data.Changes;

/// <summary>That an identity has a part in a change: one row for each, in the order of its timeline.</summary>
public sealed class ChangeParty
{
    /// <summary>Whose timeline.</summary>
    public required IdentityId IdentityId { get; init; }

    /// <summary>The change's own time, repeated here so that a timeline is one walk over one index.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Which change.</summary>
    public required long Sequence { get; init; }

    /// <summary>True when it happened to the identity's permissions.</summary>
    public required bool IsSubject { get; set; }

    /// <summary>True when the identity did it.</summary>
    public required bool IsActor { get; set; }
}
