using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Remediations;
using Portal.Inventory;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>How values of reviews are shown: one word and one tone for one meaning on every page.</summary>
internal static class ReviewLooks
{
    /// <summary>The agents that a campaign was prepared for, in words: <c>confirmed, in production, at a risk of 50 or more</c>.</summary>
    public static string Chosen(AgentFilter filter)
    {
        string?[] said =
        [
            filter.Status?.Say().ToLowerInvariant(),
            filter.Environment is { } environment ? $"in {environment.Say().ToLowerInvariant()}" : null,
            filter.Platform is { } platform ? $"on {Looks.Name(platform)}" : null,
            filter.Risk is { } risk ? $"at a risk of {risk} or more" : null,
            filter.Owner is { } owner ? owner == AgentFilter.Nobody ? "owned by nobody" : "of one owner" : null,
            filter.Q is { } words ? $"named “{words}”" : null,
        ];
        var parts = said.OfType<string>().ToList();
        return parts.Count == 0 ? "all current ones" : string.Join(", ", parts);
    }

    /// <summary>The tone of a campaign's state.</summary>
    public static Tone ToneOf(CampaignState state) => state switch
    {
        CampaignState.Draft or CampaignState.Cancelled => Tone.Quiet,
        CampaignState.Active => Tone.Note,
        CampaignState.Remediating => Tone.Warn,
        CampaignState.Closed => Tone.Good,
    };

    /// <summary>The tone of an item's state.</summary>
    public static Tone ToneOf(ReviewItemState state) => state switch
    {
        ReviewItemState.Open or ReviewItemState.Abstained => Tone.Quiet,
        ReviewItemState.Attested => Tone.Good,
        ReviewItemState.Revoked or ReviewItemState.Reduced => Tone.High,
        ReviewItemState.Unanswered => Tone.Warn,
    };

    /// <summary>The word for an item's state.</summary>
    public static string Word(ReviewItemState state) => state switch
    {
        ReviewItemState.Open => "Waits for an answer",
        ReviewItemState.Attested => "Kept",
        ReviewItemState.Revoked => "Revoked",
        ReviewItemState.Reduced => "To be reduced",
        ReviewItemState.Abstained => "No opinion",
        ReviewItemState.Unanswered => "Unanswered",
    };

    /// <summary>The tone of a remediation's state.</summary>
    public static Tone ToneOf(RemediationState state) => state switch
    {
        RemediationState.Planned => Tone.Warn,
        RemediationState.Applied => Tone.Note,
        RemediationState.Verified => Tone.Good,
        RemediationState.Failed or RemediationState.Reappeared => Tone.Bad,
        RemediationState.RiskAccepted => Tone.High,
        RemediationState.Undone => Tone.Quiet,
    };

    /// <summary>The word for a remediation's state.</summary>
    public static string Word(RemediationState state) => state switch
    {
        RemediationState.Planned => "To be carried out",
        RemediationState.Applied => "Carried out, not proven yet",
        RemediationState.Verified => "Proven gone",
        RemediationState.Failed => "Still there",
        RemediationState.Reappeared => "Came back",
        RemediationState.RiskAccepted => "Risk accepted",
        RemediationState.Undone => "Taken back",
    };

    /// <summary>What a kind of entitlement is to someone who is no expert.</summary>
    public static string Word(EntitlementKind kind) => kind switch
    {
        EntitlementKind.ManagedPolicy => "Attached policy",
        EntitlementKind.InlinePolicy => "Policy written into it",
        EntitlementKind.GroupMembership => "Group membership",
    };

    /// <summary>Why a person is asked.</summary>
    public static string Word(ReviewerReason reason) => reason switch
    {
        ReviewerReason.Owner => "owner",
        ReviewerReason.Sponsor => "sponsor",
        ReviewerReason.OwnersManager => "owner's manager",
        ReviewerReason.CampaignOwner => "responsible for the review",
        ReviewerReason.SecurityEngineer => "runs the inventory",
    };

    /// <summary>Where an agent may act, as a sentence's end.</summary>
    public static string Word(AgentEnvironment environment) => environment switch
    {
        AgentEnvironment.Unknown => "environment not said",
        AgentEnvironment.Development => "development",
        AgentEnvironment.Staging => "up to staging",
        AgentEnvironment.Production => "production",
    };
}
