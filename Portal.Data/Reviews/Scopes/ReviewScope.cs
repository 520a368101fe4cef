using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Reviews.Frequencies;
using Portal.Data.Sources;

namespace Portal.Data.Reviews.Scopes;

/// <summary>
/// Which access a campaign is about: what these agents hold through these identities. One form for the page's address, the API, the preview and
/// the launch; an agent filter is one too.
/// </summary>
public sealed record ReviewScope
{
    private const int MostDays = 3_650;

    // All that is read, so that a misspelt limit is refused instead of covering everything.
    private static readonly string[] Names =
    [
        "q", "platform", "status", "owner", "handover", "environment", "risk", "sort", "source", "privileged", "unusedDays", "uncertified", "tag", "frequency",
    ];

    /// <summary>Which agents.</summary>
    public AgentFilter Agents { get; init; } = new();

    /// <summary>Through identities of this source, or null for any.</summary>
    public SourceId? Source { get; init; }

    /// <summary>Through identities that can give or take rights or are administrators (true), through others (false), or null for any.</summary>
    public bool? Privileged { get; init; }

    /// <summary>Through identities that are known to have done nothing for so many days, or null. Use that is unknown is not "unused".</summary>
    public int? UnusedDays { get; init; }

    /// <summary>Only what was added or rewritten since somebody last stood behind it, or null for all.</summary>
    public bool? Uncertified { get; init; }

    /// <summary>Through identities with this tag, as <c>key</c> or <c>key=value</c>; or null for any.</summary>
    public string? Tag { get; init; }

    /// <summary>Of agents whose risk analysis that counts says so, or null for any.</summary>
    public ReviewFrequency? Frequency { get; init; }

    /// <summary>Reads a query string; what makes no sense is left out.</summary>
    public static ReviewScope Parse(string? query) => Parse(new QueryReader(query));

    /// <summary>Reads a query string; what makes no sense stands in the reader's errors.</summary>
    public static ReviewScope Parse(QueryReader query) => new()
    {
        Agents = AgentFilter.Parse(query) with { Order = AgentFilter.DefaultOrder },
        Source = query.Id("source") is { } source ? new SourceId(source) : null,
        Privileged = query.Flag("privileged"),
        UnusedDays = query.Number("unusedDays", 1, MostDays),
        Uncertified = query.Flag("uncertified") is true ? true : null,
        Tag = query.Text("tag"),
        Frequency = query.Choice<ReviewFrequency>("frequency"),
    };

    /// <summary>Parameters of a query string that mean nothing here.</summary>
    public static IEnumerable<string> UnknownIn(QueryReader query) => query.Names.Except(Names, StringComparer.OrdinalIgnoreCase);

    /// <summary>The query string that <see cref="Parse(string?)"/> reads again; empty when nothing is asked for.</summary>
    public string ToQuery()
    {
        var agents = Agents.ToQuery();
        var own = new QueryWriter()
            .Add("source", Source?.Value)
            .Add("privileged", Privileged)
            .Add("unusedDays", UnusedDays)
            .Add("uncertified", Uncertified)
            .Add("tag", Tag)
            .Add("frequency", Frequency)
            .ToString();
        return agents.Length > 0 && own.Length > 0 ? $"{agents}&{own[1..]}" : agents + own;
    }
}
