using Portal.Data.Inventory;

namespace Portal.Data.Incidents;

/// <summary>An incident to be made.</summary>
/// <param name="Title">Its title.</param>
/// <param name="From">Changes from here on.</param>
/// <param name="To">Changes before this.</param>
/// <param name="Agents">The agents.</param>
/// <param name="Identities">Identities besides.</param>
public sealed record IncidentDraft(
    string Title, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<AgentId> Agents, IReadOnlyList<IdentityId> Identities)
{
    /// <summary>What makes no sense, by field; empty when it all does.</summary>
    public IReadOnlyDictionary<string, string[]> Problems()
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!Incident.IsTitle(Title.Trim()))
        {
            problems["title"] = [NeutralWords.IsNeutral(Title) ? $"Give it a title of 1 to {Incident.TitleLength} characters." : NeutralWords.Advice];
        }
        if (To <= From)
        {
            problems["to"] = ["It has to end after it begins."];
        }
        else if (To - From > Incident.LongestRange)
        {
            problems["to"] = [$"It may last {Incident.LongestRange.TotalDays:0} days at most. Make several of a longer one."];
        }
        if (Agents.Count + Identities.Count == 0)
        {
            problems["agents"] = ["Name the agents or identities that it is about."];
        }
        else if (Agents.Count > Incident.MostSubjects || Identities.Count > Incident.MostSubjects)
        {
            problems["agents"] = [$"An incident is about {Incident.MostSubjects} agents and {Incident.MostSubjects} identities at most."];
        }
        return problems;
    }
}
