namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>The difference between what two holdings allow.</summary>
internal static class DifferenceReport
{
    private const string Can = "Can ";
    private const string AndHas = "And has ";

    /// <summary>Compares; personal is a difference that another identity with the same policies may not have.</summary>
    public static (PermissionDifference Difference, bool IsPersonal) Of(Holding before, Holding after, CompiledPolicies compiled)
    {
        var (old, now) = (SymbolicEvaluation.Of(before, compiled), SymbolicEvaluation.Of(after, compiled));
        var (oldReport, newReport) = (new PieceReport(PieceReport.PartitionOf(before.NativeId)), new PieceReport(PieceReport.PartitionOf(after.NativeId)));
        // What one identity has and another has not, nobody has lost.
        var isSame = string.Equals(before.NativeId, after.NativeId, StringComparison.Ordinal);
        var gainedPieces = PieceDifference.Of(now.Pieces, old.Pieces);
        var gained = newReport.Permissions(gainedPieces);
        var lost = oldReport.Permissions(PieceDifference.Of(old.Pieces, now.Pieces));
        var difference = new PermissionDifference(
            gained,
            lost,
            PlainWords.Sentences(gained, AdministratorTest.IsEverything(gainedPieces), ResourceWords.AccountOf(after.NativeId)),
            [.. PlainWords.Sentences(lost, isEverything: false, ResourceWords.AccountOf(before.NativeId)).Select(sentence => isSame ? NoLonger(sentence) : sentence)],
            PermissionTotals.Of(oldReport.Permissions(old.Pieces), Breadth.Of(old.Given)),
            PermissionTotals.Of(newReport.Permissions(now.Pieces), Breadth.Of(now.Given)),
            AdministratorTest.Of(old.Administrator),
            AdministratorTest.Of(now.Administrator),
            [.. old.NotModelled.Union(now.NotModelled, StringComparer.Ordinal)]);
        // Who may rewrite what it holds is an administrator only if that is its own, and no role that AWS manages.
        return (difference, old.IsPersonal || now.IsPersonal || old.Pieces.Concat(now.Pieces).Any(AdministratorTest.MayGiveRights));
    }

    /// <summary>How large the difference is, without what is told of the whole.</summary>
    public static (DifferenceSize Size, bool IsPersonal) SizeOf(Holding before, Holding after, CompiledPolicies compiled)
    {
        var (old, now) = (SymbolicEvaluation.Of(before, compiled), SymbolicEvaluation.Of(after, compiled));
        var (gained, lost) = (Count(now, old, after), Count(old, now, before));
        return (new(gained, lost), old.IsPersonal || now.IsPersonal);
    }

    private static int Count(SymbolicEvaluation one, SymbolicEvaluation other, Holding whose) =>
        new PieceReport(PieceReport.PartitionOf(whose.NativeId)).Permissions(PieceDifference.Of(one.Pieces, other.Pieces)).Sum(permission => permission.Actions.Count);

    private static string NoLonger(string sentence) =>
        sentence.StartsWith(Can, StringComparison.Ordinal) ? $"Can no longer {sentence[Can.Length..]}"
        : sentence.StartsWith(AndHas, StringComparison.Ordinal) ? $"And no longer has {sentence[AndHas.Length..]}"
        : sentence;
}
