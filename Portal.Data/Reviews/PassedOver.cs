namespace Portal.Data.Reviews;

/// <summary>Why someone who comes first was not asked.</summary>
public enum PassedOver
{
    /// <summary>Nobody holds that place.</summary>
    Nobody,
    /// <summary>They left.</summary>
    Left,
    /// <summary>It is their own access.</summary>
    OwnAccess,
    /// <summary>They said that it is not theirs to answer.</summary>
    SaidNotMine,
}
