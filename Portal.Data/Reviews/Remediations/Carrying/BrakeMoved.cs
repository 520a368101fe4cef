namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>What became of an attempt to release the brake.</summary>
public enum BrakeMoved
{
    /// <summary>It goes on, or what waited was called off.</summary>
    Done,
    /// <summary>One person agreed; it goes on when a second one does.</summary>
    SecondNeeded,
    /// <summary>The same person's second word does not count.</summary>
    OwnYes,
    /// <summary>It was ended already.</summary>
    AlreadySo,
    /// <summary>Only a person can do this.</summary>
    PersonNeeded,
}
