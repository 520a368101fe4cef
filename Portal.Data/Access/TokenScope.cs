namespace Portal.Data.Access;

/// <summary>What an API token may be used for.</summary>
public enum TokenScope
{
    /// <summary>Read inventory, permissions, changes and reviews.</summary>
    Read,
    /// <summary>Send snapshots and events.</summary>
    Ingest,
    /// <summary>Run campaigns and read their results.</summary>
    Review,
    /// <summary>Make proposals for one agent.</summary>
    Propose,
    /// <summary>Bring people and groups up to date, for a directory that pushes them over SCIM.</summary>
    Scim,
    /// <summary>Everything.</summary>
    Admin,
    /// <summary>Everything, made on the portal's machine past everybody: all administrators are told, and all that it does is marked.</summary>
    BreakGlass,
}
