using System.Text;

namespace Portal.Data.Reviews.Evidence;

/// <summary>
/// What an evidence pack of a campaign is: a ZIP of exactly these files, with a seal over all its bytes as its comment. The manifest holds the digest
/// of every other file and is signed with the record's key.
/// </summary>
public static class EvidenceFiles
{
    /// <summary>How many items the reports show; all are in the other files.</summary>
    public const int MostReported = 2_000;

    internal const string Guide = "VERIFY.md";
    internal const string Program = "verify.py";
    internal const string Key = "key.txt";
    internal const string Evidence = "evidence.json";
    internal const string Items = "items.csv";
    internal const string Decisions = "decisions.csv";
    internal const string Routing = "routing.csv";
    internal const string Remediations = "remediations.csv";
    internal const string Notices = "notices.csv";
    internal const string Sources = "sources.csv";
    internal const string Open = "open.csv";
    internal const string History = "history.csv";
    internal const string Html = "report.html";
    internal const string Pdf = "report.pdf";
    internal const string Checkpoint = "checkpoint.txt";
    internal const string Entries = "entries.ndjson";
    internal const string Manifest = "manifest.json";
    internal const string Signature = "manifest.sig";

    private const string Fence = "```python\n";

    /// <summary>All files in their order; the manifest lists all but the last two.</summary>
    internal static IReadOnlyList<string> All { get; } =
    [
        Guide, Program, Key, Evidence, Items, Decisions, Routing, Remediations, Notices, Sources, Open, History, Html, Pdf, Checkpoint, Entries, Manifest, Signature,
    ];

    /// <summary>The page on how to verify a pack.</summary>
    internal static byte[] GuideText() => Encoding.UTF8.GetBytes(ReadGuide());

    /// <summary>The program of that page.</summary>
    internal static byte[] ProgramText()
    {
        var text = ReadGuide();
        var from = text.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        return Encoding.UTF8.GetBytes(text[from..text.IndexOf("```", from, StringComparison.Ordinal)]);
    }

    private static string ReadGuide()
    {
        using var stream = typeof(EvidenceFiles).Assembly.GetManifestResourceStream("evidence-format.md")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The manifest.</summary>
    /// <param name="Format">The form of the pack: 1.</param>
    /// <param name="Kind">What it is a pack of: <c>campaign</c>.</param>
    /// <param name="Campaign">The campaign.</param>
    /// <param name="Items">How many items it has.</param>
    /// <param name="Checkpoint">How many entries the checkpoint covers.</param>
    /// <param name="Files">The files but for the manifest and its signature.</param>
    internal sealed record Contents(int Format, string Kind, CampaignId Campaign, int Items, long Checkpoint, IReadOnlyList<FileDigest> Files);

    /// <summary>A file.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Size">How many bytes.</param>
    /// <param name="Sha256">Its digest, in lower-case hex.</param>
    /// <param name="Records">How many records: rows without the heading, items, or lines; null for files that have none.</param>
    internal sealed record FileDigest(string Name, long Size, string Sha256, long? Records);
}
