using System.Security.Cryptography;
using System.Text;

namespace Portal.Data.Audit.Packs;

/// <summary>
/// What an evidence pack is: a ZIP of exactly these files, with a seal over all its bytes as its comment. Entries are proven by the checkpoint's
/// signature; manifest and seal only show that a file was damaged or exchanged by somebody who does not work them out anew.
/// </summary>
internal static class EvidencePack
{
    /// <summary>The entries with their proofs, an object a line; the first holds the checkpoint.</summary>
    public const string Entries = "entries.ndjson";

    /// <summary>The checkpoint alone: a signed note.</summary>
    public const string Checkpoint = "checkpoint.txt";

    /// <summary>The public key that signed it, as NAME+ID+KEY.</summary>
    public const string Key = "key.txt";

    /// <summary>The program that verifies the entries without the portal.</summary>
    public const string Program = "verify.py";

    /// <summary>The size and the SHA-256 of each of the others.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>What the comment begins with; the SHA-256 of all bytes before the comment follows, in lower-case hex.</summary>
    public const string SealMark = "sha256:";

    /// <summary>How long the comment is.</summary>
    public const int SealLength = 7 + (SHA256.HashSizeInBytes * 2);

    private const string Description = "audit-format.md";
    private const string Fence = "```python\n";

    /// <summary>All files in their order; the manifest is the last.</summary>
    public static IReadOnlyList<string> Files { get; } = [Program, Key, Checkpoint, Entries, Manifest];

    /// <summary>The program of the format's description.</summary>
    public static byte[] ProgramText()
    {
        using var stream = typeof(EvidencePack).Assembly.GetManifestResourceStream(Description)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd();
        var from = text.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        return Encoding.UTF8.GetBytes(text[from..text.IndexOf("```", from, StringComparison.Ordinal)]);
    }

    /// <summary>The manifest.</summary>
    /// <param name="Format">The form of the pack: 1.</param>
    /// <param name="Files">The files but for the manifest.</param>
    public sealed record Contents(int Format, IReadOnlyList<FileDigest> Files);

    /// <summary>A file.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Size">How many bytes.</param>
    /// <param name="Sha256">Its digest, in lower-case hex.</param>
    public sealed record FileDigest(string Name, long Size, string Sha256);
}
