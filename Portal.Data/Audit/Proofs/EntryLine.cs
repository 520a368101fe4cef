using System.Text.Json;

namespace Portal.Data.Audit.Proofs;

/// <summary>A line of an export with proofs: the checkpoint first, then an entry a line.</summary>
/// <param name="Checkpoint">The signed note that all proofs lead to; null in all lines but the first.</param>
/// <param name="Entry">The entry in its canonical form; null in the first line.</param>
/// <param name="Before">The text whose digest it holds, or null.</param>
/// <param name="After">The text whose digest it holds, or null.</param>
/// <param name="Proof">The hashes beside the way from the entry to the root, in base64, lowest first; null in the first line.</param>
public sealed record EntryLine(string? Checkpoint, JsonElement? Entry, string? Before, string? After, IReadOnlyList<string>? Proof);
