namespace Portal.Data.Reviews;

/// <summary>Why a person was asked.</summary>
public enum ReviewerReason
{
    /// <summary>They own the agent.</summary>
    Owner,
    /// <summary>They sponsor the agent.</summary>
    Sponsor,
    /// <summary>They are the manager of the agent's owner.</summary>
    OwnersManager,
    /// <summary>They answer for the campaign.</summary>
    CampaignOwner,
    /// <summary>They run the inventory, and nobody nearer can answer.</summary>
    SecurityEngineer,
    /// <summary>The identity's tags name them as the owner of the resource.</summary>
    ResourceOwner,
    /// <summary>The stage names them.</summary>
    Named,
    /// <summary>They are in the group that the stage names.</summary>
    GroupMember,
    /// <summary>They hold the role that the stage names.</summary>
    RoleHolder,
    /// <summary>They stand in for someone who is away.</summary>
    StandIn,
    /// <summary>Somebody gave it to them, with a reason.</summary>
    Reassigned,
    /// <summary>Who was asked did not answer by the due date, and they stand higher.</summary>
    Escalated,
}
