namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>What <see cref="ExportScanner"/> stands on.</summary>
internal enum ExportPiece
{
    /// <summary>A JSON object opens that may be one page of an export.</summary>
    DocumentStart,
    /// <summary>A member of the document that is no list: its value is at hand.</summary>
    Member,
    /// <summary>A member of the document that is a list opens; its elements follow.</summary>
    ListStart,
    /// <summary>One element of the open list: its value is at hand.</summary>
    Element,
    /// <summary>The document closes.</summary>
    DocumentEnd,
}
