namespace Portal.Data.Reviews.Reassignment;

/// <summary>What became of an attempt to put one question before somebody else.</summary>
public enum Reassigned
{
    /// <summary>They are asked now.</summary>
    Done,
    /// <summary>They were asked already.</summary>
    AlreadySo,
    /// <summary>The campaign has no such item, or it does not wait for whom it was to be taken from.</summary>
    NotFound,
    /// <summary>It was answered, and that stands.</summary>
    Answered,
    /// <summary>It is their own access.</summary>
    OwnAccess,
    /// <summary>Changes show that they gave it.</summary>
    GaveIt,
    /// <summary>They own the agent alone, and nobody else would have to agree.</summary>
    OwnsItAlone,
    /// <summary>They voted on it in an earlier stage, and this one needs others.</summary>
    VotedBefore,
    /// <summary>They have another place among those who are asked about it.</summary>
    AskedAlready,
}
