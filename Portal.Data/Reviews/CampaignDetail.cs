using Portal.Data.Inventory;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Population;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews;

/// <summary>A campaign with everything its page shows above its items.</summary>
/// <param name="Row">What lists show of it.</param>
/// <param name="Occurrence">Names the occasion.</param>
/// <param name="LaunchedAt">When reviewers were asked, or null before.</param>
/// <param name="EndedAt">When decisions ended, or null before.</param>
/// <param name="ClosedAt">When its last revoke was settled, or null before.</param>
/// <param name="Population">What it covers, or null before the launch.</param>
/// <param name="PausedAt">Since when nobody may answer for a while, or null.</param>
/// <param name="Sealed">Who signed it off, when and with which words; null before.</param>
/// <param name="Listed">Entitlements that it is about whatever its filter says.</param>
/// <param name="Exclusions">What it leaves out, and why.</param>
/// <param name="Manifest">Where what it covers is known from, or null before it was collected.</param>
/// <param name="Exceptions">Whose word there is for sources that may not be complete.</param>
/// <param name="Next">What can be done next, and what could be if it were not for a reason.</param>
/// <param name="States">How many items are in which state.</param>
/// <param name="Reviewers">How far each reviewer is, most open items first.</param>
public sealed record CampaignDetail(
    CampaignRow Row,
    string Occurrence,
    DateTimeOffset? LaunchedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? ClosedAt,
    PopulationCounts? Population,
    DateTimeOffset? PausedAt,
    CampaignSignature? Sealed,
    IReadOnlyList<EntitlementId> Listed,
    IReadOnlyList<NamedExclusion> Exclusions,
    PopulationManifest? Manifest,
    IReadOnlyList<SignedException> Exceptions,
    IReadOnlyList<NextStep> Next,
    IReadOnlyDictionary<ReviewItemState, int> States,
    IReadOnlyList<ReviewerProgress> Reviewers)
{
    /// <summary>Its rounds; empty where each item has one reviewer.</summary>
    public IReadOnlyList<ReviewStage> Stages { get; init; } = [];

    /// <summary>How many items wait in which stage, by its place; empty where there are none.</summary>
    public IReadOnlyDictionary<int, int> Waiting { get; init; } = new Dictionary<int, int>();

    /// <summary>Whether somebody may decide alone on an agent that they alone own.</summary>
    public bool OwnersDecideAlone { get; init; }

    /// <summary>What becomes of access about which nobody answers.</summary>
    public NoAnswerPolicy NoAnswer { get; init; } = NoAnswerPolicy.Keeps;

    /// <summary>What of that waits for two people, or null.</summary>
    public PolicyHold? Hold { get; init; }
}
