namespace Portal.Data.Storage;

/// <summary>The engines that the portal stores in.</summary>
public enum DatabaseProvider
{
    /// <summary>One file beside the portal; right for one machine.</summary>
    Sqlite,
    /// <summary>A PostgreSQL server; right for several portals.</summary>
    Postgres,
}
