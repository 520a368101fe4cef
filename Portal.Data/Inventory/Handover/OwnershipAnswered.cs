namespace Portal.Data.Inventory.Handover;

/// <summary>What became of a new owner's answer.</summary>
public enum OwnershipAnswered
{
    /// <summary>It is recorded.</summary>
    Done,
    /// <summary>There is no such agent.</summary>
    NotFound,
    /// <summary>Someone else owns it.</summary>
    NotYours,
    /// <summary>Nothing is open about it: it was not inherited, or that is settled.</summary>
    NotOpen,
    /// <summary>Whom it was to be handed to is unknown, has left, or is who hands it on.</summary>
    NobodyToAnswer,
}
