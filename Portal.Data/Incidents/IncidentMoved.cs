namespace Portal.Data.Incidents;

/// <summary>What became of an attempt to change an incident.</summary>
public enum IncidentMoved
{
    /// <summary>It is so now.</summary>
    Done,
    /// <summary>It was so before.</summary>
    AlreadySo,
    /// <summary>There is no such incident, or no such statement in it.</summary>
    NotFound,
    /// <summary>It is closed: reopen it first.</summary>
    Closed,
    /// <summary>The title is empty, too long, or judges.</summary>
    BadTitle,
    /// <summary>A reason is needed.</summary>
    ReasonMissing,
}
