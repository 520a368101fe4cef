namespace Portal.Data.Reviews.Stages;

/// <summary>By what a stage finds the people that it asks.</summary>
public enum ReviewerRuleKind
{
    /// <summary>The agent's owner.</summary>
    Owner,
    /// <summary>The agent's sponsor.</summary>
    Sponsor,
    /// <summary>The managers above the agent's owner, nearest first.</summary>
    ManagerChain,
    /// <summary>Whom the identity's own tags name as the owner of the resource, where they do.</summary>
    ResourceOwner,
    /// <summary>People by name, in their order.</summary>
    People,
    /// <summary>The members of a directory's group, by name.</summary>
    Group,
    /// <summary>Whoever holds a role, by name.</summary>
    RoleHolders,
    /// <summary>Who answers for the campaign.</summary>
    CampaignOwner,
}
