using Portal.Data.Lists;
using Portal.Data.Platforms;
using Portal.Data.Sources;

namespace Portal.Data.Inventory;

/// <summary>Which identities, in which order. One form for the page's address, the API and the export.</summary>
public sealed record IdentityFilter
{
    /// <summary>The order when none is asked for.</summary>
    public static readonly ListOrder<IdentityColumn> DefaultOrder = new(IdentityColumn.Name);

    /// <summary>Words that the name has to hold, each from a word's beginning, or a whole native id; or null.</summary>
    public string? Q { get; init; }

    /// <summary>On this platform, or null for any.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Of this kind, or null for any.</summary>
    public IdentityKind? Kind { get; init; }

    /// <summary>Read from this source, or null for any.</summary>
    public SourceId? Source { get; init; }

    /// <summary>In this account, project or namespace, or null for any.</summary>
    public string? Container { get; init; }

    /// <summary>Of this agent, or null for any.</summary>
    public AgentId? Agent { get; init; }

    /// <summary>What people decided about it, or null for any.</summary>
    public IdentityAssignment? Status { get; init; }

    /// <summary>Only those with signals (true) or without (false), or null.</summary>
    public bool? HasSignals { get; init; }

    /// <summary>Only administrators (true) or others (false), or null.</summary>
    public bool? IsAdministrator { get; init; }

    /// <summary>With at least this risk, or null.</summary>
    public int? Risk { get; init; }

    /// <summary>That stand like this to what was attested of them, or null for any.</summary>
    public Certificates.Certification? Certified { get; init; }

    /// <summary>True for those that are no longer there instead of those that are.</summary>
    public bool IsGone { get; init; }

    /// <summary>The order.</summary>
    public ListOrder<IdentityColumn> Order { get; init; } = DefaultOrder;

    /// <summary>Reads a query string; what makes no sense is left out.</summary>
    public static IdentityFilter Parse(string? query) => Parse(new QueryReader(query));

    /// <summary>Reads a query string; what makes no sense stands in the reader's errors.</summary>
    public static IdentityFilter Parse(QueryReader query) => new()
    {
        Q = query.Text("q"),
        Platform = query.Choice<Platform>("platform"),
        Kind = query.Choice<IdentityKind>("kind"),
        Source = query.Id("source") is { } source ? new SourceId(source) : null,
        Container = query.Text("container"),
        Agent = query.Id("agent") is { } agent ? new AgentId(agent) : null,
        Status = query.Choice<IdentityAssignment>("status"),
        HasSignals = query.Flag("signals"),
        IsAdministrator = query.Flag("administrator"),
        Risk = query.Number("risk", 0, 100),
        Certified = query.Choice<Certificates.Certification>("certified"),
        IsGone = query.Flag("gone") ?? false,
        Order = query.Order(DefaultOrder),
    };

    /// <summary>The query string that <see cref="Parse(string?)"/> reads again; empty when nothing is asked for.</summary>
    public string ToQuery() => new QueryWriter()
        .Add("q", Q)
        .Add("platform", Platform)
        .Add("kind", Kind)
        .Add("source", Source?.Value)
        .Add("container", Container)
        .Add("agent", Agent?.Value)
        .Add("status", Status)
        .Add("signals", HasSignals)
        .Add("administrator", IsAdministrator)
        .Add("risk", Risk)
        .Add("certified", Certified)
        .Add("gone", IsGone ? true : null)
        .Add(Order, DefaultOrder)
        .ToString();
}
