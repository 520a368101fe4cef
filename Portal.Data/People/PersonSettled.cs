namespace Portal.Data.People;

/// <summary>What became of an attempt to say whether a person is here, or what they may do.</summary>
public enum PersonSettled
{
    /// <summary>It is so.</summary>
    Done,
    /// <summary>There is no such person.</summary>
    NotFound,
    /// <summary>Nobody decides that about themselves.</summary>
    Yourself,
    /// <summary>Nobody would be left who may manage people and tokens.</summary>
    LastAdministrator,
}
