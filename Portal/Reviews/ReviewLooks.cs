using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Population;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Scopes;
using Portal.Inventory;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>How values of reviews are shown: one word and one tone for one meaning on every page.</summary>
internal static class ReviewLooks
{
    /// <summary>The access that a campaign was prepared for, in words: <c>confirmed, in production, at a risk of 50 or more</c>.</summary>
    /// <param name="scope">The scope.</param>
    public static string Chosen(ReviewScope scope)
    {
        var filter = scope.Agents;
        string?[] said =
        [
            filter.Status?.Say().ToLowerInvariant(),
            filter.Environment is { } environment ? $"in {environment.Say().ToLowerInvariant()}" : null,
            filter.Platform is { } platform ? $"on {Looks.Name(platform)}" : null,
            filter.Risk is { } risk ? $"at a risk of {risk} or more" : null,
            filter.Owner is { } owner ? owner == AgentFilter.Nobody ? "owned by nobody" : "of one owner" : null,
            filter.Handover is { } handover ? handover.Say().ToLowerInvariant() : null,
            filter.Q is { } words ? $"named “{words}”" : null,
            scope.Source is null ? null : "through one source",
            scope.Privileged is { } privileged ? privileged ? "through privileged identities" : "through identities that are not privileged" : null,
            scope.UnusedDays is { } days ? $"through identities unused for {Words.Count(days, "day")}" : null,
            scope.Tag is { } tag ? $"through identities tagged “{tag}”" : null,
            scope.Frequency is { } frequency ? $"reviewed {frequency.Say().ToLowerInvariant()} by their risk analysis" : null,
            scope.Uncertified is true ? "only what nobody has stood behind since it came or changed" : null,
        ];
        var parts = said.OfType<string>().ToList();
        return parts.Count == 0 ? "all current ones" : string.Join(", ", parts);
    }

    /// <summary>What came of a move, in a sentence.</summary>
    public static string Word(CampaignMoved moved) => moved switch
    {
        CampaignMoved.Done => "Done.",
        CampaignMoved.AlreadySo => "It was so already.",
        CampaignMoved.WrongState => "The campaign's state does not allow that.",
        CampaignMoved.Empty => "The chosen access is none at all, so there is nothing to ask.",
        CampaignMoved.NobodyToAsk => "For some of the access there is nobody who may answer. Give those agents an owner or sponsor first.",
        CampaignMoved.Incomplete => "A source may not be complete. Read it again, or sign an exception for it with a reason.",
        CampaignMoved.AccessChanged => "Access keeps changing while it is collected. Try again.",
        CampaignMoved.DueDatePassed => "The due date has to be in the future.",
        CampaignMoved.ItemsOpen => "Items are open, and either the due date has not passed or a reviewer waits for the reply to a question, which takes three days at most. Wait for the answers, or give the campaign up.",
        CampaignMoved.RevokesOpen => "Not every revoke is verified, taken back or accepted as a risk.",
        CampaignMoved.ReasonMissing => "A reason is needed.",
        CampaignMoved.ReasonTooLong => "The reason is too long.",
        CampaignMoved.PersonNeeded => "A person has to sign for that, signed in with their own name.",
        CampaignMoved.Held => "Answers ended. The policy stopped, because it would take away more than it may: two people have to agree on its page.",
        CampaignMoved.NothingToExcept => "That source does not block the campaign.",
    };

    /// <summary>The word for what is wrong with a source.</summary>
    public static string Word(SourceProblem problem) => problem switch
    {
        SourceProblem.NeverRead => "Never read",
        SourceProblem.Failed => "Last reading failed",
        SourceProblem.Partial => "Newest reading is partial",
        SourceProblem.Stale => "Too old",
    };

    /// <summary>The word for a step.</summary>
    public static string Word(CampaignStep step) => step switch
    {
        CampaignStep.Collect => "Collect",
        CampaignStep.Launch => "Launch",
        CampaignStep.Pause => "Pause",
        CampaignStep.Resume => "Resume",
        CampaignStep.Close => "Close",
        CampaignStep.Reopen => "Reopen for two weeks",
        CampaignStep.Seal => "Seal",
        CampaignStep.Cancel => "Give up",
    };

    /// <summary>What a campaign waits for, in a sentence.</summary>
    public static string Waits(CampaignState state) => state switch
    {
        CampaignState.Draft => "Nobody was asked yet. Launching it reads what the scope covers at that moment, puts all of it before the people who answer for it, and mails each of them once.",
        CampaignState.Collecting => "What it covers is being read. Nobody was asked yet. If this was interrupted, launch or collect again: it goes on from here.",
        CampaignState.BlockedIncomplete => "Nobody was asked yet: what it covers may not be everything. Read the marked sources again, or sign for each of them with a reason, then launch.",
        CampaignState.Staged => "Its items are there to look at, and nobody was asked yet. If access changes before the launch, they are made anew.",
        CampaignState.Active => "Reviewers were asked and answer.",
        CampaignState.Paused => "Nobody can answer until it is resumed; the due date then moves by the time that was lost.",
        CampaignState.Closing => "Answers ended, and what nobody answered is being settled. If this was interrupted, close again: it goes on from here.",
        CampaignState.Remediating => "Answers ended. It closes by itself once every revoke is proven, taken back or accepted as a risk.",
        CampaignState.Closed => "Answers ended and every revoke is settled. Sealing it signs it off: nothing of it changes after that.",
        CampaignState.Sealed => "Signed off. Nothing of it changes any more.",
        CampaignState.Cancelled => "Given up. What was decided stays on record, and revokes go on.",
    };

    /// <summary>The tone of a campaign's state.</summary>
    public static Tone ToneOf(CampaignState state) => state switch
    {
        CampaignState.Draft or CampaignState.Cancelled or CampaignState.Collecting => Tone.Quiet,
        CampaignState.Active or CampaignState.Staged or CampaignState.Closing => Tone.Note,
        CampaignState.Remediating or CampaignState.Paused => Tone.Warn,
        CampaignState.BlockedIncomplete => Tone.Bad,
        CampaignState.Closed or CampaignState.Sealed => Tone.Good,
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
        RemediationState.Planned or RemediationState.AwaitingApproval or RemediationState.Unsupported => Tone.Warn,
        RemediationState.Applying or RemediationState.Applied => Tone.Note,
        RemediationState.Verified => Tone.Good,
        RemediationState.Failed or RemediationState.Reappeared or RemediationState.Partial => Tone.Bad,
        RemediationState.RiskAccepted => Tone.High,
        RemediationState.RolledBack => Tone.Quiet,
    };

    /// <summary>The word for a remediation's state.</summary>
    public static string Word(RemediationState state) => state switch
    {
        RemediationState.Planned => "To be carried out",
        RemediationState.AwaitingApproval => "Waits for a second person",
        RemediationState.Applying => "Being carried out",
        RemediationState.Applied => "Carried out, not proven yet",
        RemediationState.Verified => "Proven gone",
        RemediationState.Failed => "Still there",
        RemediationState.Unsupported => "To be done by hand",
        RemediationState.Partial => "Gone, but other ways remain",
        RemediationState.Reappeared => "Came back",
        RemediationState.RiskAccepted => "Risk accepted",
        RemediationState.RolledBack => "Taken back",
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
        ReviewerReason.ResourceOwner => "owner of the resource",
        ReviewerReason.Named => "named by the review",
        ReviewerReason.GroupMember => "member of the group asked",
        ReviewerReason.RoleHolder => "holds the role asked",
        ReviewerReason.StandIn => "stands in for someone who is away",
        ReviewerReason.Reassigned => "somebody gave it to them",
        ReviewerReason.Escalated => "nobody below them answered in time",
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
