namespace Portal.Data.Reviews.Frequencies;

/// <summary>How often an agent's access is reviewed.</summary>
public enum ReviewFrequency
{
    /// <summary>Each week.</summary>
    Weekly,
    /// <summary>Each month.</summary>
    Monthly,
    /// <summary>Each quarter.</summary>
    Quarterly,
    /// <summary>Twice a year: the least that PCI DSS 7.2.4 asks of accounts of people.</summary>
    HalfYearly,
    /// <summary>Once a year.</summary>
    Yearly,
}
