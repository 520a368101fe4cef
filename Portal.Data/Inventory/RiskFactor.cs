namespace Portal.Data.Inventory;

/// <summary>What kind of fact adds to a risk. Each kind adds at most once.</summary>
public enum RiskFactor
{
    /// <summary>A fact about something else than an identity or an agent, for example about an entitlement under review.</summary>
    Other,
    /// <summary>It is, or can become, an administrator.</summary>
    PrivilegeEscalation,
    /// <summary>It can give or take rights.</summary>
    RightsManagement,
    /// <summary>It can read what services keep.</summary>
    DataAccess,
    /// <summary>It can delete.</summary>
    Destruction,
    /// <summary>How many services it can change all of.</summary>
    WildcardBreadth,
    /// <summary>Who from outside can act as it.</summary>
    ExternalTrust,
    /// <summary>How long its credentials may have been there.</summary>
    CredentialAge,
    /// <summary>Whether it uses what it was given.</summary>
    Unused,
    /// <summary>What it may do is not known in full.</summary>
    Unknown,
    /// <summary>An agent's riskiest identity.</summary>
    Identity,
    /// <summary>Where an agent acts.</summary>
    Environment,
    /// <summary>How far an agent acts without a person.</summary>
    Autonomy,
    /// <summary>Whether somebody answers for an agent.</summary>
    Owner,
    /// <summary>Whether a manager stands behind an agent.</summary>
    Sponsor,
    /// <summary>Whether a person has confirmed an agent.</summary>
    Confirmation,
}
