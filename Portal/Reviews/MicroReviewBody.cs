using Portal.Data.Access;
using Portal.Data.Reviews.MicroReviews;

namespace Portal.Reviews;

/// <summary>A rule that opens micro-reviews as programs write it. In a change, what is absent stays as it is.</summary>
internal sealed record MicroReviewBody
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What sets it off.</summary>
    public MicroReviewTrigger? Trigger { get; init; }

    /// <summary>The risk or the days that it takes.</summary>
    public int? Threshold { get; init; }

    /// <summary>Whose access, as the query string of a list of agents.</summary>
    public string? Filter { get; init; }

    /// <summary>How many days reviewers have.</summary>
    public int? DueDays { get; init; }

    /// <summary>How long the first waits for more to join it, in minutes.</summary>
    public int? GatherMinutes { get; init; }

    /// <summary>Who answers for its reviews, by id.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Whether it opens reviews.</summary>
    public bool? IsActive { get; init; }

    /// <summary>The draft: what is said here over <paramref name="present"/>.</summary>
    public MicroReviewDraft Over(MicroReviewDraft present)
    {
        var trigger = Trigger ?? present.Trigger;
        return new(
            Name ?? present.Name,
            trigger,
            Threshold ?? (MicroReviewDraft.NeedsThreshold(trigger) ? present.Threshold : null),
            Filter ?? present.Filter,
            DueDays ?? present.DueDays,
            GatherMinutes ?? present.GatherMinutes,
            OwnerId is { } owner ? new PersonId(owner) : present.Owner,
            IsActive ?? present.IsActive);
    }
}
