namespace Portal.Data.Reviews.Remediations;

/// <summary>How far a revoke is on its way to proof. Only a snapshot proves anything; a person's word is <see cref="Applied"/>.</summary>
public enum RemediationState
{
    /// <summary>Decided; nobody said yet that it was carried out.</summary>
    Planned,
    /// <summary>A person said that it was carried out.</summary>
    Applied,
    /// <summary>A snapshot no longer shows it.</summary>
    Verified,
    /// <summary>It was said to be carried out, and a later snapshot still shows it.</summary>
    Failed,
    /// <summary>It was gone, and a later snapshot shows it again.</summary>
    Reappeared,
    /// <summary>A named person accepts that it stays, up to a date.</summary>
    RiskAccepted,
    /// <summary>The revoke was taken back, with a reason.</summary>
    Undone,
}
