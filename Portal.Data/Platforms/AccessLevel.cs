namespace Portal.Data.Platforms;

/// <summary>What kind of power an action gives.</summary>
public enum AccessLevel
{
    /// <summary>Sees that things exist.</summary>
    List,
    /// <summary>Reads content.</summary>
    Read,
    /// <summary>Changes tags, which conditions may depend on.</summary>
    Tagging,
    /// <summary>Creates, changes or deletes.</summary>
    Write,
    /// <summary>Gives or takes rights.</summary>
    PermissionsManagement,
    /// <summary>An action that the catalogue does not know.</summary>
    Unknown,
}
