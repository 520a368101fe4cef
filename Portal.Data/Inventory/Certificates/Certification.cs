namespace Portal.Data.Inventory.Certificates;

/// <summary>How access stands to what somebody has attested in a review.</summary>
public enum Certification
{
    /// <summary>Nobody ever attested it.</summary>
    Never,
    /// <summary>It is exactly what was attested.</summary>
    Certified,
    /// <summary>It is within what was attested, which covers more than is held now.</summary>
    CoversMore,
    /// <summary>Some of it was attested, and the rest was there then but never was.</summary>
    Partly,
    /// <summary>It goes beyond what was attested: more actions, more resources or weaker conditions, or was given since, or a revoke stands against it.</summary>
    Uncertified,
    /// <summary>It was attested until a date that is past.</summary>
    Expired,
}
