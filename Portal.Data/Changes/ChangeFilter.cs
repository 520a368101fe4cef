using Portal.Data.Inventory;
using Portal.Data.Inventory.Certificates;
using Portal.Data.Lists;
using Portal.Data.Platforms;
using Portal.Data.Sources;

namespace Portal.Data.Changes;

/// <summary>Which changes, newest first. One form for the page's address, the API and the export.</summary>
public sealed record ChangeFilter
{
    /// <summary>A text that its name, actor, initiator, agent, policy, group or subjects hold, whatever the case; or null.</summary>
    public string? Q { get; init; }

    /// <summary>On this platform, or null for any.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Told by this source, or null for any.</summary>
    public SourceId? Source { get; init; }

    /// <summary>In which an identity of this agent has a part, or null for any.</summary>
    public AgentId? Agent { get; init; }

    /// <summary>In which this identity has a part, or null for any.</summary>
    public IdentityId? Identity { get; init; }

    /// <summary>Of this kind, or null for any.</summary>
    public ChangeKind? Kind { get; init; }

    /// <summary>With this attribution grade, or null for any.</summary>
    public AttributionGrade? Grade { get; init; }

    /// <summary>In which an identity of at least this risk, 0..100, has a part; or null for any.</summary>
    public int? Risk { get; init; }

    /// <summary>Of the session with this mark, or null for any.</summary>
    public string? Session { get; init; }

    /// <summary>Not before this time, or null.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time, or null.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only those that an approval covers (true) or that none does (false), or null. No approvals exist yet, so true finds none.</summary>
    public bool? Gated { get; init; }

    /// <summary>Only those whose gain is certified or uncertified, or that touch nobody whom a review knows (never); or null for any.</summary>
    public Certification? Certified { get; init; }

    /// <summary>Only silent ones (true), only those that an event told of (false), or null.</summary>
    public bool? Silent { get; init; }

    /// <summary>True when a row has to be looked at to know whether it belongs: no index leads to it.</summary>
    internal bool LooksAtRows => Q is not null || Platform is not null || Source is not null || Kind is not null || Grade is not null || Silent is not null
        || Risk is not null || Session is not null || Certified is not null;

    /// <summary>Reads a query string; what makes no sense is left out.</summary>
    public static ChangeFilter Parse(string? query) => Parse(new QueryReader(query));

    /// <summary>Reads a query string; what makes no sense stands in the reader's errors.</summary>
    public static ChangeFilter Parse(QueryReader query) => new()
    {
        Q = query.Text("q", 200),
        Platform = query.Choice<Platform>("platform"),
        Source = query.Id("source") is { } source ? new SourceId(source) : null,
        Agent = query.Id("agent") is { } agent ? new AgentId(agent) : null,
        Identity = query.Id("identity") is { } identity ? new IdentityId(identity) : null,
        Kind = query.Choice<ChangeKind>("kind"),
        Grade = query.Choice<AttributionGrade>("grade"),
        Risk = query.Number("risk", 0, 100),
        Session = query.Text("session", ChangeConfiguration.SessionLength),
        From = query.Instant("from"),
        To = query.Instant("to"),
        Gated = query.Flag("gated"),
        Silent = query.Flag("silent"),
        Certified = query.Choice<Certification>("certified"),
    };

    /// <summary>The query string that <see cref="Parse(string?)"/> reads again; empty when nothing is asked for.</summary>
    public string ToQuery() => new QueryWriter()
        .Add("q", Q)
        .Add("platform", Platform)
        .Add("source", Source?.Value)
        .Add("agent", Agent?.Value)
        .Add("identity", Identity?.Value)
        .Add("kind", Kind)
        .Add("grade", Grade)
        .Add("risk", Risk)
        .Add("session", Session)
        .Add("from", From)
        .Add("to", To)
        .Add("gated", Gated)
        .Add("silent", Silent)
        .Add("certified", Certified)
        .ToString();

    /// <summary>Whether a change that just arrived belongs, by the same rules as the query's.</summary>
    public bool Matches(ChangeDetail change) =>
        Gated != true
        && (Platform is null || change.Platform == Platform)
        && (Source is null || change.Source.Id == Source)
        && (Agent is null || change.InvolvedAgents.Contains(Agent.Value))
        && (Identity is null || change.InvolvedIdentities.Contains(Identity.Value))
        && (Kind is null || change.Kind == Kind)
        && (Grade is null || change.Grade == Grade)
        && (Risk is null || change.Risk >= Risk)
        && (Session is null || change.Session == Session)
        && (From is null || change.At >= From)
        && (To is null || change.At < To)
        && (Silent is null || change.IsSilent == Silent)
        && (Certified is null || change.Certification == Certified)
        && (Q is null || change.SearchText.Contains(Q.ToLowerInvariant(), StringComparison.Ordinal));
}
