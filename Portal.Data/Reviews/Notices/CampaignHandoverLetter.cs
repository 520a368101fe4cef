namespace Portal.Data.Reviews.Notices;

/// <summary>What a new owner of campaigns is told: which came to them, and from whom. Texts come from outside and are data.</summary>
/// <param name="FromName">Who answered for them and left.</param>
/// <param name="OwnerName">Who answers for them now.</param>
/// <param name="TimeZone">The new owner's IANA time zone, or null when unknown.</param>
/// <param name="Count">How many.</param>
/// <param name="Campaigns">Those that are due first, at most <see cref="Most"/>.</param>
public sealed record CampaignHandoverLetter(string FromName, string OwnerName, string? TimeZone, int Count, IReadOnlyList<CampaignHandoverLetter.Item> Campaigns)
{
    /// <summary>The most campaigns that are named.</summary>
    public const int Most = 5;

    /// <summary>A campaign.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="State">Where it is.</param>
    /// <param name="DueAt">When answers are due.</param>
    public sealed record Item(CampaignId Id, string Name, CampaignState State, DateTimeOffset DueAt);
}
