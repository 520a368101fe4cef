namespace Portal.Tests.Support;

/// <summary>A database engine that the portal runs on.</summary>
public enum Engine
{
    /// <summary>One file.</summary>
    Sqlite,
    /// <summary>A server.</summary>
    Postgres,
}
