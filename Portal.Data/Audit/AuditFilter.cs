using Portal.Data.Lists;

namespace Portal.Data.Audit;

/// <summary>Which audit entries, newest first. One form for the page's address, the API and the export.</summary>
public sealed record AuditFilter
{
    /// <summary>The id of who acted, or the beginning of their name; null for anyone.</summary>
    public string? Actor { get; init; }

    /// <summary>What it was done to: <c>agent</c>, <c>agent:ID</c> or an id alone; null for anything.</summary>
    public string? Subject { get; init; }

    /// <summary>The act, or its beginning: <c>agent.</c> finds all that was done to agents; null for any.</summary>
    public string? Action { get; init; }

    /// <summary>What came of it, or null for all.</summary>
    public AuditOutcome? Outcome { get; init; }

    /// <summary>From this time on, or null.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time, or null.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>A text that stands in the actor's or subject's name, the act or the reason; or null.</summary>
    public string? Q { get; init; }

    /// <summary>Reads a query string; what makes no sense stands in the reader's errors.</summary>
    public static AuditFilter Parse(QueryReader query) => new()
    {
        Actor = query.Text("actor"),
        Subject = query.Text("subject"),
        Action = query.Text("action"),
        Outcome = query.Choice<AuditOutcome>("outcome"),
        From = query.Instant("from"),
        To = query.Instant("to"),
        Q = query.Text("q"),
    };

    /// <summary>The query string that <see cref="Parse"/> reads again.</summary>
    public string ToQuery() => new QueryWriter()
        .Add("actor", Actor)
        .Add("subject", Subject)
        .Add("action", Action)
        .Add("outcome", Outcome)
        .Add("from", From)
        .Add("to", To)
        .Add("q", Q)
        .ToString();
}
