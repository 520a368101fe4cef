namespace Portal.Data.Inventory.Imports;

/// <summary>What came of an import, with what to tell people.</summary>
/// <param name="Outcome">Whether it is in.</param>
/// <param name="Message">One sentence; of a refusal also what to do.</param>
/// <param name="Summary">What it brought, or null when it was refused.</param>
public sealed record ImportResult(Imported Outcome, string Message, ImportSummary? Summary);
