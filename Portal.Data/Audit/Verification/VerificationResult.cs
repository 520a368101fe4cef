using Portal.Data.Audit.Chain;

namespace Portal.Data.Audit.Verification;

/// <summary>What came of verifying the record.</summary>
/// <param name="IsWhole">True when nothing was found.</param>
/// <param name="Entries">How many entries were read and are good.</param>
/// <param name="SignedEntries">How many of them a checkpoint covers that a trusted key signed. The rest was written since, or the signatures were taken away.</param>
/// <param name="Checkpoints">How many checkpoints agree and are signed by a trusted key.</param>
/// <param name="Rows">How many rows of the portal were held against the record.</param>
/// <param name="FirstBad">The first entry that is known to be wrong, or null.</param>
/// <param name="Findings">What is wrong, the first entry first; no more than <see cref="MostFindings"/>.</param>
/// <param name="Since">
/// The size of the trusted checkpoint from which on it was verified: entries up to there count as good because they were signed, and were not read
/// again. Null when everything was read.
/// </param>
public sealed record VerificationResult(
    bool IsWhole, long Entries, long SignedEntries, long Checkpoints, long Rows, long? FirstBad, IReadOnlyList<Finding> Findings, long? Since = null)
{
    /// <summary>How many findings are told.</summary>
    public const int MostFindings = 100;
}
