using Portal.Data.Reviews;

namespace Portal.Reviews;

/// <summary>All that moves a campaign, for its page.</summary>
/// <param name="Collect">Reads what it covers.</param>
/// <param name="Except">Signs for a source.</param>
/// <param name="Launch">Asks the reviewers.</param>
/// <param name="Pause">Takes no answers for a while.</param>
/// <param name="Resume">Takes answers again after that.</param>
/// <param name="Close">Ends answers.</param>
/// <param name="Reopen">Takes answers again after the end.</param>
/// <param name="Seal">Signs it off.</param>
/// <param name="Cancel">Gives it up.</param>
public sealed record CampaignCommands(
    CollectCampaign Collect,
    SignScopeException Except,
    LaunchCampaign Launch,
    PauseCampaign Pause,
    ResumeCampaign Resume,
    CloseCampaign Close,
    ReopenCampaign Reopen,
    SealCampaign Seal,
    CancelCampaign Cancel);
