using Portal.Data.Incidents;

namespace Portal.Incidents;

/// <summary>How incidents are said on pages.</summary>
internal static class IncidentLooks
{
    /// <summary>What to tell about an answer that is no success, or null.</summary>
    public static string? Problem(IncidentMoved moved) => moved switch
    {
        IncidentMoved.Done or IncidentMoved.AlreadySo => null,
        IncidentMoved.NotFound => "It is no longer there.",
        IncidentMoved.Closed => "The incident is closed. Reopen it first.",
        IncidentMoved.BadTitle => $"Give it a title of 1 to {Incident.TitleLength} characters. {NeutralWords.Advice}",
        IncidentMoved.ReasonMissing => $"A reason is needed. {NeutralWords.Advice}",
    };
}
