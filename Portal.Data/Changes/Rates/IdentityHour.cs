using Portal.Data.Inventory;

namespace Portal.Data.Changes.Rates;

/// <summary>
/// In how many changes an identity had a part in one hour, by the time of the events. Kept while changes are stored, so that a timeline of a
/// million changes is drawn without counting them.
/// </summary>
public sealed class IdentityHour
{
    /// <summary>Whose.</summary>
    public required IdentityId IdentityId { get; init; }

    /// <summary>The hour's beginning.</summary>
    public required DateTimeOffset Hour { get; init; }

    /// <summary>The beginning of its day, in UTC.</summary>
    public required DateTimeOffset Day { get; init; }

    /// <summary>How many gave it power.</summary>
    public required int Gave { get; set; }

    /// <summary>How many took power from it.</summary>
    public required int Took { get; set; }

    /// <summary>How many changed it in another way.</summary>
    public required int Altered { get; set; }

    /// <summary>In how many it destroyed something.</summary>
    public required int Destroyed { get; set; }

    /// <summary>In how many it did something else.</summary>
    public required int Acted { get; set; }

    /// <summary>How many were only attempts, of whatever kind.</summary>
    public required int Failed { get; set; }
}
