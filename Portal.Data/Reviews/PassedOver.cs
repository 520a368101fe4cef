namespace Portal.Data.Reviews;

/// <summary>Why someone who comes first was not asked.</summary>
public enum PassedOver
{
    /// <summary>Nobody holds that place.</summary>
    Nobody,
    /// <summary>They left.</summary>
    Left,
    /// <summary>It is their own access.</summary>
    OwnAccess,
    /// <summary>They said that it is not theirs to answer.</summary>
    SaidNotMine,
    /// <summary>Changes show that they gave it.</summary>
    GaveIt,
    /// <summary>They own the agent alone, and nobody else would have to agree.</summary>
    OwnsItAlone,
    /// <summary>They voted on it in an earlier stage, and this one needs others.</summary>
    VotedBefore,
    /// <summary>They are asked about it already.</summary>
    AskedAlready,
    /// <summary>Somebody gave it to another person, with a reason.</summary>
    Reassigned,
    /// <summary>They are away.</summary>
    Away,
    /// <summary>They did not answer by the due date.</summary>
    Overdue,
}
