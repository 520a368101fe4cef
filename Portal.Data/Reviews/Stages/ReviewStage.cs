namespace Portal.Data.Reviews.Stages;

/// <summary>One round of a campaign: who is asked, how their votes come to one outcome, and which outcomes go on to the next round.</summary>
public sealed record ReviewStage
{
    /// <summary>The most stages of a campaign.</summary>
    public const int MostStages = 5;

    /// <summary>The most people who are asked about one item in one stage.</summary>
    public const int MostAsked = 10;

    /// <summary>The most rules of a fallback chain.</summary>
    public const int MostFallbacks = 8;

    /// <summary>The longest name.</summary>
    public const int NameLength = 80;

    /// <summary>What it is called.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Who is asked.</summary>
    public ReviewerRule Rule { get; init; } = new(ReviewerRuleKind.Owner);

    /// <summary>
    /// Who is asked where <see cref="Rule"/> finds fewer people than <see cref="Quorum"/> who may answer, in order; never empty. After it come,
    /// always, those who run the inventory.
    /// </summary>
    public IReadOnlyList<ReviewerRule> Fallback { get; init; } = ReviewerRule.UsualFallback;

    /// <summary>How many of those that the rule finds are asked about each item, at most.</summary>
    public int Asked { get; init; } = 1;

    /// <summary>How many have to vote, abstentions aside, before a yes holds. A no needs none.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>How votes come to an outcome.</summary>
    public VoteStrategy Strategy { get; init; } = VoteStrategy.AnyRevokeRevokes;

    /// <summary>Which outcomes go on to the next stage; the others are final. Of the last stage all are.</summary>
    public IReadOnlyList<ReviewItemState> Advances { get; init; } = [ReviewItemState.Attested];

    /// <summary>Whether its reviewers see what was said in earlier stages.</summary>
    public bool ShowsEarlier { get; init; } = true;

    /// <summary>Whether nobody is asked who voted on the item in an earlier stage.</summary>
    public bool NeedsOthers { get; init; } = true;
}
