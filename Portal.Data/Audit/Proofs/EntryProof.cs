using System.Text.Json;

namespace Portal.Data.Audit.Proofs;

/// <summary>An entry with the proof that it is in the record that a checkpoint covers. Nothing else is needed to check it but the public key.</summary>
/// <param name="Entry">The entry in its canonical form.</param>
/// <param name="Before">The text whose digest it holds, or null.</param>
/// <param name="After">The text whose digest it holds, or null.</param>
/// <param name="Size">How many entries the checkpoint covers.</param>
/// <param name="Proof">The hashes beside the way from the entry to the root, in base64, lowest first.</param>
/// <param name="Checkpoint">The checkpoint: a signed note.</param>
public sealed record EntryProof(JsonElement Entry, string? Before, string? After, long Size, IReadOnlyList<string> Proof, string Checkpoint);
