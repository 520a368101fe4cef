using System.Globalization;
using Portal.Data.Access;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews.Schedules;

/// <summary>A review that recurs: which access, when, and how long reviewers have.</summary>
public sealed class CampaignTemplate
{
    /// <summary>The longest that reviewers may have, in days.</summary>
    public const int MostDueDays = 180;

    /// <summary>The longest text of what keeps it from starting.</summary>
    public const int ProblemLength = 1000;

    /// <summary>How the names of all occurrences begin.</summary>
    internal const string KeyStart = "template/";

    // What a date adds to the name of a campaign.
    private const int DateLength = 12;

    /// <summary>The longest name: a campaign's, with room for its date.</summary>
    public const int NameLength = Campaign.NameLength - DateLength;

    /// <summary>Its id.</summary>
    public CampaignTemplateId Id { get; init; } = CampaignTemplateId.New();

    /// <summary>The name people gave it.</summary>
    public required string Name { get; set; }

    /// <summary>Which access, as the query text of a <see cref="ReviewScope"/>.</summary>
    public required string Filter { get; set; }

    /// <summary>When it recurs.</summary>
    public required Recurrence Recurrence { get; set; }

    /// <summary>How many days reviewers have.</summary>
    public required int DueDays { get; set; }

    /// <summary>The rounds of its campaigns; empty where each item has one reviewer.</summary>
    public IReadOnlyList<ReviewStage> Stages { get; set; } = [];

    /// <summary>Whether somebody may decide alone in them on an agent that they alone own; null is as the settings say.</summary>
    public bool? OwnersDecideAlone { get; set; }

    /// <summary>What becomes in them of access about which nobody answers; null is <see cref="NoAnswerPolicy.Keeps"/>.</summary>
    public NoAnswerPolicy? NoAnswer { get; set; }

    /// <summary>Who answers for its campaigns.</summary>
    public required PersonId OwnerId { get; set; }

    /// <summary>Whether it starts campaigns.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Occurrences up to and with this time were started, or were before it was made or switched on.</summary>
    public required DateTimeOffset StartedThrough { get; set; }

    /// <summary>What kept it from starting when it was last tried, or null.</summary>
    public string? Problem { get; set; }

    /// <summary>Counts its changes, so that two people cannot overwrite each other unseen.</summary>
    public int Version { get; set; }

    /// <summary>The occurrences that are to be started by now, oldest first.</summary>
    public IEnumerable<Occurrence> Pending(DateTimeOffset now) => IsActive ? Recurrence.Between(StartedThrough, now) : [];

    /// <summary>Names an occurrence, so that it happens once: by its day where the schedule is, whatever time and zone say later.</summary>
    public string KeyOf(Occurrence occurrence) => string.Create(CultureInfo.InvariantCulture, $"{KeyStart}{Id.Value}/{occurrence.Date:yyyy-MM-dd}");

    /// <summary>The template that an occasion is of, as <see cref="KeyOf"/> names it; null when it is of none.</summary>
    public static CampaignTemplateId? IdOf(string occurrence) =>
        occurrence.StartsWith(KeyStart, StringComparison.Ordinal) && Guid.TryParse(occurrence.Split('/')[1], out var id) ? new CampaignTemplateId(id) : null;

    /// <summary>The campaign of an occurrence.</summary>
    /// <param name="occurrence">The occurrence.</param>
    /// <param name="owner">Who answers for it, or null when its owner left.</param>
    /// <param name="now">The time: reviewers have all of their days, also when it starts late.</param>
    public CampaignDraft DraftOf(Occurrence occurrence, PersonId? owner, DateTimeOffset now) => new(
        string.Create(CultureInfo.InvariantCulture, $"{Name}, {occurrence.Date:yyyy-MM-dd}"),
        Filter,
        (occurrence.At > now ? occurrence.At : now).AddDays(DueDays),
        owner,
        KeyOf(occurrence))
    {
        Stages = Stages,
        OwnersDecideAlone = OwnersDecideAlone,
        NoAnswer = NoAnswer,
    };
}
