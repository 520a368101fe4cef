using Portal.Data.Lists;

namespace Portal.Data.Notices;

/// <summary>Which notices, newest first.</summary>
public sealed record NoticeFilter
{
    /// <summary>Only unread ones (true), only read ones (false), or null.</summary>
    public bool? Unread { get; init; }

    /// <summary>Of this rule, or null for any.</summary>
    public NoticeRuleId? Rule { get; init; }

    /// <summary>Reads a query string; what makes no sense is left out.</summary>
    public static NoticeFilter Parse(string? query) => Parse(new QueryReader(query));

    /// <summary>Reads a query string; what makes no sense stands in the reader's errors.</summary>
    public static NoticeFilter Parse(QueryReader query) => new()
    {
        Unread = query.Flag("unread"),
        Rule = query.Id("rule") is { } rule ? new NoticeRuleId(rule) : null,
    };
}
