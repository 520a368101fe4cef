namespace Portal.Data.People.Provisioning;

/// <summary>What became of what a directory said.</summary>
public enum Provisioned
{
    /// <summary>It is so.</summary>
    Done,
    /// <summary>There is no such person or group.</summary>
    NotFound,
    /// <summary>Another has this name, address or id.</summary>
    Taken,
    /// <summary>The manager or a member is unknown, or a person would manage themselves.</summary>
    UnknownPerson,
}
