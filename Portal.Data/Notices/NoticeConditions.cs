using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Notices;

/// <summary>Which changes a rule asks for. All that is said has to hold; what is said about identities, of one and the same identity.</summary>
public sealed record NoticeConditions
{
    /// <summary>The most kinds or agents that a rule names.</summary>
    public const int MostNamed = 100;

    /// <summary>Of one of these kinds; empty for any.</summary>
    public IReadOnlyList<ChangeKind> Kinds { get; init; } = [];

    /// <summary>At most this sure who acted and for whom, so also less; null for any. <see cref="AttributionGrade.Unknown"/> is the least sure.</summary>
    public AttributionGrade? AtMostAsSureAs { get; init; }

    /// <summary>With a part of an identity of at least this risk, 0..100; null for any.</summary>
    public int? MinimumRisk { get; init; }

    /// <summary>With a part of an agent of this environment; null for any.</summary>
    public AgentEnvironment? Environment { get; init; }

    /// <summary>With a part of one of these agents; empty for any.</summary>
    public IReadOnlyList<AgentId> Agents { get; init; } = [];

    /// <summary>On this platform; null for any. For quiet sources, too.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Only those that no event told of.</summary>
    public bool OnlySilent { get; init; }

    /// <summary>Only those that the platform refused.</summary>
    public bool OnlyAttempts { get; init; }

    /// <summary>Only those in which an agent has a part, whichever.</summary>
    public bool OnlyOfAgents { get; init; }

    private bool AskWhoTakesPart => MinimumRisk is not null || Environment is not null || Agents.Count > 0;

    /// <summary>Whether what is said of the change itself holds.</summary>
    public bool FitChange(Change change) =>
        (Kinds.Count == 0 || Kinds.Contains(change.Kind))
        && (AtMostAsSureAs is not { } grade || Doubt(change.Grade) >= Doubt(grade))
        && (Platform is null || Platform == change.Platform)
        && (!OnlySilent || change.IsSilent)
        && (!OnlyAttempts || change.Error is not null);

    /// <summary>Whether both ask for the same.</summary>
    internal bool IsAlike(NoticeConditions other) =>
        Kinds.SequenceEqual(other.Kinds) && Agents.SequenceEqual(other.Agents) && this with { Kinds = [], Agents = [] } == other with { Kinds = [], Agents = [] };

    /// <summary>Whether what is said of who has a part holds.</summary>
    /// <param name="change">The change.</param>
    /// <param name="party">One who has a part in it, or null for nobody that the inventory knows.</param>
    internal bool FitParty(Change change, NoticeParty? party) => party is null
        ? !AskWhoTakesPart && (!OnlyOfAgents || change.NamedAgent is not null)
        : (MinimumRisk is not { } risk || party.Risk >= risk)
            && (Environment is not { } environment || (party.Agent is not null && party.Environment == environment))
            && (Agents.Count == 0 || (party.Agent is { } agent && Agents.Contains(agent)))
            && (!OnlyOfAgents || party.Agent is not null || change.NamedAgent is not null);

    // The order of the grades is A, B, C, D, unknown.
    private static int Doubt(AttributionGrade grade) => grade == AttributionGrade.Unknown ? int.MaxValue : (int)grade;
}
