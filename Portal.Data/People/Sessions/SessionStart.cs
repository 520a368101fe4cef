namespace Portal.Data.People.Sessions;

/// <summary>What came of signing in.</summary>
public enum SessionStart
{
    /// <summary>A session began.</summary>
    Started,
    /// <summary>The provider knows them, the list of people here does not.</summary>
    Unknown,
    /// <summary>They left.</summary>
    Left,
}
