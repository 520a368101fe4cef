namespace Portal.Data.Sources;

/// <summary>What came of saving or removing a source.</summary>
public enum SourceSaved
{
    /// <summary>It is done.</summary>
    Saved,
    /// <summary>There is none with this id.</summary>
    NotFound,
    /// <summary>Another source has this name.</summary>
    NameTaken,
    /// <summary>Something was read from it, which would be lost.</summary>
    HasHistory,
}
