namespace Portal.Data.Incidents.Reports;

/// <summary>Which link of the chain a sentence is about, in the order of the chain.</summary>
public enum ReportLink
{
    /// <summary>Which human stood behind it.</summary>
    Human,
    /// <summary>Through which session.</summary>
    Session,
    /// <summary>Which agent.</summary>
    Agent,
    /// <summary>Where an agent's mark may have been lost on the way to the act.</summary>
    Hop,
    /// <summary>What was done, and to what.</summary>
    Action,
    /// <summary>What allowed it.</summary>
    Permission,
    /// <summary>Who gave that, and when.</summary>
    Grant,
    /// <summary>Who last stood behind it.</summary>
    Attestation,
    /// <summary>Which approval or guardrail there was, or was not.</summary>
    Control,
    /// <summary>What somebody says.</summary>
    Claim,
    /// <summary>What the range holds and the report leaves out.</summary>
    Range,
}
