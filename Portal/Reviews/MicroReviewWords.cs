using Portal.Data.Inventory;
using Portal.Data.Reviews.MicroReviews;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>Says rules that open micro-reviews in words.</summary>
internal static class MicroReviewWords
{
    /// <summary>A trigger, to choose it by.</summary>
    public static string Word(MicroReviewTrigger trigger) => trigger switch
    {
        MicroReviewTrigger.PrivilegedAdded => "something privileged was given",
        MicroReviewTrigger.BeyondAttested => "more than was attested",
        MicroReviewTrigger.RiskReached => "a risk was reached",
        MicroReviewTrigger.OwnerLeft => "the owner left",
        MicroReviewTrigger.Dormant => "nothing done for a while",
    };

    /// <summary>What sets a rule off, in a sentence.</summary>
    public static string Says(MicroReviewTrigger trigger, int? threshold) => trigger switch
    {
        MicroReviewTrigger.PrivilegedAdded => "An agent was given something privileged, or what it holds was widened into that",
        MicroReviewTrigger.BeyondAttested => "An agent may do more than was attested of it",
        MicroReviewTrigger.RiskReached => $"The risk of an agent's identity reached {Words.Number(threshold ?? 0)}",
        MicroReviewTrigger.OwnerLeft => "An agent's owner left",
        MicroReviewTrigger.Dormant => $"An agent's identity did nothing for {Words.Count(threshold ?? 0, "day")}",
    };

    /// <summary>Of which agents; names in it are text from outside.</summary>
    public static string Whose(string filter)
    {
        var chosen = AgentFilter.Parse(filter);
        string?[] said =
        [
            chosen.Environment is { } environment ? $"in {environment.Say().ToLowerInvariant()}" : null,
            chosen.Status is { } status ? status.Say().ToLowerInvariant() : null,
            chosen.Platform is { } platform ? $"on {platform.Say()}" : null,
            chosen.Risk is { } risk ? $"of risk {Words.Number(risk)} or more" : null,
            chosen.Owner is { } owner ? owner == AgentFilter.Nobody ? "without an owner" : $"owned by {owner}" : null,
            chosen.Handover is { } open ? open.Say().ToLowerInvariant() : null,
            chosen.Q is { } name ? $"called {name}" : null,
        ];
        var text = string.Join(", ", said.OfType<string>());
        return text.Length == 0 ? "all current agents" : $"agents {text}";
    }

    /// <summary>What became of one thing that set a rule off.</summary>
    public static string Became(MicroReviewOccasionRow occasion) => occasion switch
    {
        { CampaignId: not null } => "asked",
        { SettledAt: not null } => "nothing of it is held any more",
        _ => "waits for the next review",
    };
}
