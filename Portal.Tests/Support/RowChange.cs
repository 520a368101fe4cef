namespace Portal.Tests.Support;

/// <summary>What became of one row.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Before">Its values before, as text by column; null when it is new.</param>
/// <param name="After">Its values after; null when it is gone.</param>
/// <param name="Columns">The columns that differ.</param>
internal sealed record RowChange(
    string Table, IReadOnlyDictionary<string, object?>? Before, IReadOnlyDictionary<string, object?>? After, IReadOnlyList<string> Columns)
{
    /// <summary>The row as it is, or was.</summary>
    public IReadOnlyDictionary<string, object?> Row => (After ?? Before)!;
}
