namespace Portal.Data.Incidents.Reports;

/// <summary>What a sentence rests on.</summary>
public enum ReportColumn
{
    /// <summary>Events, snapshots and answers that the portal holds.</summary>
    Observed,
    /// <summary>What a person says.</summary>
    ClaimedByPerson,
    /// <summary>What an agent says: a claim, never evidence.</summary>
    ClaimedByAgent,
    /// <summary>A control that was looked for and is not on record.</summary>
    ControlAbsent,
}
