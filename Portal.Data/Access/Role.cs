namespace Portal.Data.Access;

/// <summary>What a person is allowed to be here. <see cref="Owner"/> and <see cref="Manager"/> follow from owning agents and having reports.</summary>
public enum Role
{
    /// <summary>Manages people, tokens and settings.</summary>
    Administrator,
    /// <summary>Runs inventory, sources and campaigns.</summary>
    SecurityEngineer,
    /// <summary>Agrees to gated changes.</summary>
    Approver,
    /// <summary>Owns agents, and reviews them.</summary>
    Owner,
    /// <summary>Sponsors agents or has reports who own some, and reviews them.</summary>
    Manager,
    /// <summary>Reads everything, changes nothing.</summary>
    Auditor,
}
