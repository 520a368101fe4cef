namespace Portal.Data.Storage;

/// <summary>What a database really holds in a column of one row, whatever the column was declared as.</summary>
public enum StoredKind
{
    /// <summary>Nothing.</summary>
    Null,
    /// <summary>A whole number, or a time as ticks of UTC.</summary>
    Number,
    /// <summary>A text, which need not be valid UTF-8.</summary>
    Text,
    /// <summary>Bytes.</summary>
    Blob,
    /// <summary>Something else, that no column of the portal should hold where this is asked.</summary>
    Other,
}
