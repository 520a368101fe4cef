namespace Portal.Data.People;

/// <summary>What became of an attempt to give or take a role.</summary>
public enum RoleAssigned
{
    /// <summary>It is so.</summary>
    Done,
    /// <summary>There is no such person.</summary>
    NotFound,
    /// <summary>Nobody gives a role to themselves.</summary>
    Yourself,
    /// <summary>Nobody would be left who may manage people and tokens.</summary>
    LastAdministrator,
    /// <summary>The role follows from agents and reports, and is not given.</summary>
    NotGiven,
    /// <summary>The end of an auditor's time is past, or more than a year ahead.</summary>
    WrongEnd,
}
