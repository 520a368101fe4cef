namespace Portal.Data.Access;

/// <summary>What a command or query asks for before it does anything. Who has which: <see cref="RightsTable"/>.</summary>
public enum Right
{
    /// <summary>See agents, identities, permissions and changes.</summary>
    ReadInventory,
    /// <summary>See one agent, what it reaches and how its risk changed: any agent, or for a token that is bound to one, that one.</summary>
    ReadAgent,
    /// <summary>Confirm, dismiss, assign agents; set owners.</summary>
    ManageInventory,
    /// <summary>See sources and operations.</summary>
    ReadSources,
    /// <summary>Make and change sources.</summary>
    ManageSources,
    /// <summary>Send snapshots and events.</summary>
    Ingest,
    /// <summary>See campaigns as a whole.</summary>
    ReadCampaigns,
    /// <summary>Create, launch, close, cancel campaigns; handle remediations.</summary>
    ManageCampaigns,
    /// <summary>Sign campaigns off, after which nothing of them changes.</summary>
    SealCampaigns,
    /// <summary>Agree, as a second person, that a revoke is carried out.</summary>
    ApproveRemediations,
    /// <summary>See incidents and take their reports away.</summary>
    ReadIncidents,
    /// <summary>Make incidents, add and withdraw statements, close and reopen.</summary>
    ManageIncidents,
    /// <summary>See and decide the review items that one was asked for; the command checks that one was.</summary>
    Review,
    /// <summary>Confirm that one answers for agents that came to one, or hand them on; the command checks that they did.</summary>
    AnswerForAgents,
    /// <summary>See people.</summary>
    ReadPeople,
    /// <summary>Import and change people.</summary>
    ManagePeople,
    /// <summary>Bring people and groups up to date as a directory.</summary>
    ProvisionPeople,
    /// <summary>Make and revoke API tokens.</summary>
    ManageTokens,
    /// <summary>Read the audit trail.</summary>
    ReadAudit,
    /// <summary>Replace the key that the audit trail is signed with.</summary>
    ManageAudit,
    /// <summary>See the mail that was sent.</summary>
    ReadMail,
    /// <summary>See the notices that one is told, and mark them as read.</summary>
    ReadNotices,
    /// <summary>See which rules raise notices, for whom, and what became of what they posted.</summary>
    ReadNoticeRules,
    /// <summary>Make and change such rules.</summary>
    ManageNoticeRules,
    /// <summary>Use what exists only in the demo: reset it, play events.</summary>
    UseDemo,
}
