namespace Portal.Data.Audit.Proofs;

/// <summary>The proof that the record of one size is how the record of a larger size begins.</summary>
/// <param name="From">The smaller size.</param>
/// <param name="To">The larger size.</param>
/// <param name="Proof">The hashes, in base64, lowest first.</param>
public sealed record HistoryProof(long From, long To, IReadOnlyList<string> Proof);
