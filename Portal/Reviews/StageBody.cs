using Portal.Data.Reviews;
using Portal.Data.Reviews.Stages;

namespace Portal.Reviews;

/// <summary>A round of a campaign, as programs say it. What is null is as in <see cref="ReviewStage"/>.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Reviewers">Who is asked.</param>
/// <param name="Fallback">Who is asked instead, in order.</param>
/// <param name="Asked">How many are asked about each item, at most.</param>
/// <param name="Quorum">How many have to vote, abstentions aside, before a yes holds.</param>
/// <param name="Strategy">How votes count.</param>
/// <param name="Advances">Which outcomes go on to the next stage.</param>
/// <param name="ShowsEarlier">Whether its reviewers see what earlier stages said.</param>
/// <param name="NeedsOthers">Whether nobody is asked who voted in an earlier stage.</param>
internal sealed record StageBody(
    string? Name,
    ReviewerRuleBody? Reviewers,
    IReadOnlyList<ReviewerRuleBody?>? Fallback,
    int? Asked,
    int? Quorum,
    VoteStrategy? Strategy,
    IReadOnlyList<ReviewItemState>? Advances,
    bool? ShowsEarlier,
    bool? NeedsOthers)
{
    private static readonly ReviewStage Usual = new();

    /// <summary>The stages; what makes no sense is refused where they are checked.</summary>
    public static IReadOnlyList<ReviewStage> All(IReadOnlyList<StageBody?>? bodies) => [.. (bodies ?? []).Select(b => b?.ToStage() ?? Usual)];

    private ReviewStage ToStage() => new()
    {
        Name = Name ?? string.Empty,
        Rule = Reviewers?.ToRule() ?? Usual.Rule,
        Fallback = Fallback is null ? Usual.Fallback : [.. Fallback.OfType<ReviewerRuleBody>().Select(r => r.ToRule())],
        Asked = Asked ?? Usual.Asked,
        Quorum = Quorum ?? Usual.Quorum,
        Strategy = Strategy ?? Usual.Strategy,
        Advances = Advances ?? Usual.Advances,
        ShowsEarlier = ShowsEarlier ?? Usual.ShowsEarlier,
        NeedsOthers = NeedsOthers ?? Usual.NeedsOthers,
    };
}
