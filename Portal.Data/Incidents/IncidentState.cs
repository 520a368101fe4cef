namespace Portal.Data.Incidents;

/// <summary>Whether statements are still taken.</summary>
public enum IncidentState
{
    /// <summary>Statements are taken.</summary>
    Open,
    /// <summary>Nothing is added any more.</summary>
    Closed,
}
