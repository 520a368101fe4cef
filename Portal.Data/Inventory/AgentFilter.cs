using Portal.Data.Inventory.Handover;
using Portal.Data.Lists;
using Portal.Data.Platforms;

namespace Portal.Data.Inventory;

/// <summary>Which agents, in which order. One form for the page's address, the API and the export.</summary>
public sealed record AgentFilter
{
    /// <summary>The value of <see cref="Owner"/> for agents that nobody owns.</summary>
    public const string Nobody = "none";

    /// <summary>The order when none is asked for: riskiest first.</summary>
    public static readonly ListOrder<AgentColumn> DefaultOrder = new(AgentColumn.Risk, Descending: true);

    /// <summary>Words that the name has to hold, each from a word's beginning; or null.</summary>
    public string? Q { get; init; }

    /// <summary>With an identity on this platform, or null for any.</summary>
    public Platform? Platform { get; init; }

    /// <summary>In this status; null for all but dismissed and retired ones.</summary>
    public AgentStatus? Status { get; init; }

    /// <summary>The owner's id or mail address, or <see cref="Nobody"/>; null for any.</summary>
    public string? Owner { get; init; }

    /// <summary>With this open after somebody left, or null for any.</summary>
    public AgentHandover? Handover { get; init; }

    /// <summary>In this environment, or null for any.</summary>
    public AgentEnvironment? Environment { get; init; }

    /// <summary>With at least this risk, or null.</summary>
    public int? Risk { get; init; }

    /// <summary>The order.</summary>
    public ListOrder<AgentColumn> Order { get; init; } = DefaultOrder;

    /// <summary>Reads a query string; what makes no sense is left out.</summary>
    public static AgentFilter Parse(string? query) => Parse(new QueryReader(query));

    /// <summary>Reads a query string; what makes no sense stands in the reader's errors.</summary>
    public static AgentFilter Parse(QueryReader query) => new()
    {
        Q = query.Text("q"),
        Platform = query.Choice<Platform>("platform"),
        Status = query.Choice<AgentStatus>("status"),
        Owner = query.Text("owner"),
        Handover = query.Choice<AgentHandover>("handover"),
        Environment = query.Choice<AgentEnvironment>("environment"),
        Risk = query.Number("risk", 0, 100),
        Order = query.Order(DefaultOrder),
    };

    /// <summary>The query string that <see cref="Parse(string?)"/> reads again; empty when nothing is asked for.</summary>
    public string ToQuery() => new QueryWriter()
        .Add("q", Q)
        .Add("platform", Platform)
        .Add("status", Status)
        .Add("owner", Owner)
        .Add("handover", Handover)
        .Add("environment", Environment)
        .Add("risk", Risk)
        .Add(Order, DefaultOrder)
        .ToString();
}
