using System.Globalization;
using Portal.Data.Access;
using Portal.Data.Inventory;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>
/// Says what opens a small review with a short deadline. However much sets it off, it has one review open at a time: what comes meanwhile waits
/// for the next.
/// </summary>
public sealed class MicroReviewRule
{
    /// <summary>The most rules that there are.</summary>
    public const int Most = 50;

    /// <summary>The longest name.</summary>
    public const int NameLength = 100;

    /// <summary>The longest that reviewers have, in days: it is to be a short deadline.</summary>
    public const int MostDueDays = 30;

    /// <summary>The longest that is waited for more to join, in minutes.</summary>
    public const int MostGatherMinutes = 7 * 24 * 60;

    /// <summary>The most days of <see cref="MicroReviewTrigger.Dormant"/>.</summary>
    public const int MostDays = 3_650;

    /// <summary>The highest risk.</summary>
    public const int MostRisk = 100;

    /// <summary>The longest text of what keeps it from opening a review.</summary>
    public const int ProblemLength = 1000;

    private const string KeyStart = "microReview/";

    /// <summary>Its id.</summary>
    public MicroReviewRuleId Id { get; init; } = MicroReviewRuleId.New();

    /// <summary>The name people gave it, unique.</summary>
    public required string Name { get; set; }

    /// <summary>What sets it off.</summary>
    public required MicroReviewTrigger Trigger { get; set; }

    /// <summary>The risk or the days that it takes, or null where the trigger needs no number.</summary>
    public int? Threshold { get; set; }

    /// <summary>Whose access, as the query text of an <see cref="AgentFilter"/>; empty is all current agents.</summary>
    public required string Filter { get; set; }

    /// <summary>How many days reviewers have.</summary>
    public required int DueDays { get; set; }

    /// <summary>How long the first waits for more to join it, in minutes.</summary>
    public required int GatherMinutes { get; set; }

    /// <summary>Who answers for its reviews.</summary>
    public required PersonId OwnerId { get; set; }

    /// <summary>Whether it opens reviews.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on what became known sets it off: since it was made, or asks for something else, or was switched on.</summary>
    public required DateTimeOffset WatchedFrom { get; set; }

    /// <summary>How often it was set off; there are so many rows of <see cref="MicroReviewOccasion"/>.</summary>
    public int Occasions { get; set; }

    /// <summary>How many reviews it began; the number of the last.</summary>
    public int Reviews { get; set; }

    /// <summary>Its last review, or null before the first.</summary>
    public CampaignId? CampaignId { get; set; }

    /// <summary>What keeps it from opening a review, or null.</summary>
    public string? Problem { get; set; }

    /// <summary>Counts its changes by people, so that two cannot overwrite each other unseen.</summary>
    public int Version { get; set; }

    /// <summary>Names a review, so that it is opened once, whoever tries.</summary>
    public static string KeyOf(MicroReviewRuleId rule, int review) => string.Create(CultureInfo.InvariantCulture, $"{KeyStart}{rule.Value}/{review}");

    /// <summary>Whether an occasion of a campaign is a micro-review.</summary>
    public static bool IsKey(string occurrence) => occurrence.StartsWith(KeyStart, StringComparison.Ordinal);

    /// <summary>The campaign of a review.</summary>
    /// <param name="review">Its number.</param>
    /// <param name="listed">What it asks about.</param>
    /// <param name="owner">Who answers for it, or null when the rule's owner left.</param>
    /// <param name="now">The time.</param>
    public CampaignDraft DraftOf(int review, IReadOnlyList<EntitlementId> listed, PersonId? owner, DateTimeOffset now) => new(
        string.Create(CultureInfo.InvariantCulture, $"{Name}, {now:yyyy-MM-dd} ({review})"), string.Empty, now.AddDays(DueDays), owner, KeyOf(Id, review))
    {
        Listed = listed,
    };
}
