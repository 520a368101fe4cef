using System.Globalization;
using Portal.Data.Audit.Chain;

namespace Portal.Data.Audit.Checkpoints;

/// <summary>What a checkpoint says, in the text of the C2SP tlog-checkpoint format (https://c2sp.org/tlog-checkpoint).</summary>
/// <param name="Origin">Which record.</param>
/// <param name="Size">How many entries.</param>
/// <param name="Root">The root of the tree over them.</param>
internal sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>The text that is signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");

    /// <summary>Reads a signed text. Extension lines are allowed and left alone.</summary>
    /// <exception cref="FormatException">It is no checkpoint.</exception>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines is not [{ Length: > 0 } origin, var size, var root, .. var rest] || rest is not [.. var extensions, ""] || extensions.Contains(string.Empty, StringComparer.Ordinal))
        {
            throw new FormatException("A checkpoint has a line each with its origin, its size and its root.");
        }
        if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var entries)
            || size != entries.ToString(CultureInfo.InvariantCulture))
        {
            throw new FormatException($"'{size}' is not the size of a checkpoint.");
        }
        var hash = new byte[MerkleHash.Length + 1];
        return Convert.TryFromBase64String(root, hash, out var length) && length == MerkleHash.Length && root == Convert.ToBase64String(hash, 0, length)
            ? new(origin, entries, hash[..length])
            : throw new FormatException($"'{root}' is not the root of a checkpoint.");
    }
}
