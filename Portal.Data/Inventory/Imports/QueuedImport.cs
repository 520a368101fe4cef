namespace Portal.Data.Inventory.Imports;

/// <summary>What a waiting import is to do, as its operation stores it.</summary>
/// <param name="Upload">The file.</param>
/// <param name="TakenAt">What time the export shows: when it was sent, unless someone said otherwise.</param>
/// <param name="AcceptLoss">True to go on although many identities would be gone.</param>
internal sealed record QueuedImport(Upload Upload, DateTimeOffset TakenAt, bool AcceptLoss)
{
    /// <summary>The kind of operation.</summary>
    public const string Kind = "import";
}
