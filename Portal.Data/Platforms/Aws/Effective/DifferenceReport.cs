namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>The difference between what two holdings allow.</summary>
internal static class DifferenceReport
{
    /// <summary>Compares; personal is a difference that another identity with the same policies may not have.</summary>
    public static (PermissionDifference Difference, bool IsPersonal) Of(Holding before, Holding after, CompiledPolicies compiled)
    {
        var (old, now) = (SymbolicEvaluation.Of(before, compiled), SymbolicEvaluation.Of(after, compiled));
        var (oldReport, newReport) = (new PieceReport(PieceReport.PartitionOf(before.NativeId)), new PieceReport(PieceReport.PartitionOf(after.NativeId)));
        var gainedPieces = PieceDifference.Of(now.Pieces, old.Pieces);
        var gained = newReport.Permissions(gainedPieces);
        var lost = oldReport.Permissions(PieceDifference.Of(old.Pieces, now.Pieces));
        var difference = new PermissionDifference(
            gained,
            lost,
            PlainWords.Sentences(gained, AdministratorTest.IsEverything(gainedPieces), ResourceWords.AccountOf(after.NativeId)),
            [.. PlainWords.Sentences(lost, isEverything: false, ResourceWords.AccountOf(before.NativeId)).Select(sentence => sentence.StartsWith("Can ", StringComparison.Ordinal) ? $"Can no longer {sentence["Can ".Length..]}" : sentence)],
            PermissionTotals.Of(oldReport.Permissions(old.Pieces), Breadth.Of(old.Given)),
            PermissionTotals.Of(newReport.Permissions(now.Pieces), Breadth.Of(now.Given)),
            AdministratorTest.Of(old.Administrator),
            AdministratorTest.Of(now.Administrator),
            [.. old.NotModelled.Union(now.NotModelled, StringComparer.Ordinal)]);
        return (difference, old.IsPersonal || now.IsPersonal);
    }
}
