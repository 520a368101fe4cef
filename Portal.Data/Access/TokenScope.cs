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
    /// <summary>Everything.</summary>
    Admin,
}
