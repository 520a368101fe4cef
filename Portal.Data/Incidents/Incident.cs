using Portal.Data.Changes;
using Portal.Data.Inventory;

namespace Portal.Data.Incidents;

/// <summary>A time range and a set of agents and identities, whose evidence is gathered into one report. Its own rules are here; commands move it.</summary>
public sealed class Incident
{
    /// <summary>The longest title.</summary>
    public const int TitleLength = 200;

    /// <summary>The most agents, and the most identities.</summary>
    public const int MostSubjects = 50;

    /// <summary>The longest range.</summary>
    public static readonly TimeSpan LongestRange = TimeSpan.FromDays(31);

    /// <summary>Its id.</summary>
    public IncidentId Id { get; init; } = IncidentId.New();

    /// <summary>What people call it.</summary>
    public required string Title { get; set; }

    /// <summary>Changes from here on.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Changes before this.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The agents, with whatever identities they have.</summary>
    public IReadOnlyList<AgentId> Agents { get; init; } = [];

    /// <summary>Identities besides those of the agents.</summary>
    public IReadOnlyList<IdentityId> Identities { get; init; } = [];

    /// <summary>Native ids of callers that no snapshot shows; text from outside.</summary>
    public IReadOnlyList<string> Callers { get; init; } = [];

    /// <summary>The change that it was made from, or null.</summary>
    public ChangeId? Origin { get; init; }

    /// <summary>Whether statements are taken.</summary>
    public IncidentState State { get; private set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Gives it another title.</summary>
    public IncidentMoved Rename(string title)
    {
        var asked = title.Trim();
        if (!IsTitle(asked))
        {
            return IncidentMoved.BadTitle;
        }
        if (asked == Title)
        {
            return IncidentMoved.AlreadySo;
        }
        Title = asked;
        return IncidentMoved.Done;
    }

    /// <summary>Ends statements.</summary>
    public IncidentMoved Close() => MoveTo(IncidentState.Closed);

    /// <summary>Takes statements again.</summary>
    public IncidentMoved Reopen() => MoveTo(IncidentState.Open);

    /// <summary>Whether a text can be a title.</summary>
    public static bool IsTitle(string title) => title.Length is > 0 and <= TitleLength && NeutralWords.IsNeutral(title);

    private IncidentMoved MoveTo(IncidentState state)
    {
        if (State == state)
        {
            return IncidentMoved.AlreadySo;
        }
        State = state;
        return IncidentMoved.Done;
    }
}
