using Portal.Data.Lists;

namespace Portal.Data.People;

/// <summary>Which people, by name. One form for the page's address, the API and the export.</summary>
public sealed record PersonFilter
{
    /// <summary>The beginning of the name or the mail address, in any case; or null.</summary>
    public string? Q { get; init; }

    /// <summary>Only who is still here, or only who left; null for both.</summary>
    public bool? Active { get; init; }

    /// <summary>Reads a query string; what makes no sense stands in the reader's errors.</summary>
    public static PersonFilter Parse(QueryReader query) => new() { Q = query.Text("q"), Active = query.Flag("active") };

    /// <summary>The query string that <see cref="Parse"/> reads again.</summary>
    public string ToQuery() => new QueryWriter().Add("q", Q).Add("active", Active).ToString();
}
