using Portal.Data.Lists;

namespace Portal.Data.Reviews;

/// <summary>Which items of a campaign. One form for the page's address and the API.</summary>
public sealed record ReviewItemFilter
{
    /// <summary>The reviewer's id or mail address, or null for any.</summary>
    public string? Reviewer { get; init; }

    /// <summary>In this state, or null for any.</summary>
    public ReviewItemState? State { get; init; }

    /// <summary>Reads a query string; what makes no sense stands in the reader's errors.</summary>
    public static ReviewItemFilter Parse(QueryReader query) => new()
    {
        Reviewer = query.Text("reviewer"),
        State = query.Choice<ReviewItemState>("state"),
    };
}
