using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Checkpoints;

namespace Portal.Data.Audit.Verification;

/// <summary>Verifies the lines of an export with proofs, one after the other.</summary>
/// <param name="trusted">The public keys that whoever asks trusts.</param>
internal sealed class ExportCheck(IReadOnlyCollection<VerifierKey> trusted)
{
    private const int MostLineLength = 64 * 1024 * 1024;

    // Names as they are described, each once: another reader may take the other of two.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private readonly List<Finding> _findings = [];
    private Checkpoint? _checkpoint;
    private long _entries;
    private int _number;

    /// <summary>The signed note that the first line holds; null before it, and where it holds none.</summary>
    public string? Note { get; private set; }

    /// <summary>Takes a line.</summary>
    /// <returns>What is wrong, or null.</returns>
    public Finding? Take(string line)
    {
        var finding = Judge(++_number, line);
        if (finding is not null)
        {
            _findings.Add(finding);
        }
        return finding;
    }

    /// <summary>What came of it.</summary>
    public VerificationResult Result()
    {
        if (_checkpoint is null && _findings.Count == 0)
        {
            _findings.Add(new(null, "The file is empty: an export begins with its checkpoint"));
        }
        return new(_findings.Count == 0, _entries, _entries, _checkpoint is null ? 0 : 1, Rows: 0, _findings is [{ Sequence: { } first }, ..] ? first : null, _findings);
    }

    private Finding? Judge(int number, string line)
    {
        if (line.Length > MostLineLength)
        {
            return new(null, $"Line {number} is too long");
        }
        try
        {
            using var read = JsonDocument.Parse(line, Strict);
            return number == 1 ? Begin(read.RootElement) : Check(read.RootElement, number);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return new(null, $"Line {number} is no line of an export with proofs: {exception.Message.TrimEnd('.')}");
        }
    }

    private Finding? Begin(JsonElement line)
    {
        var note = Text(line, "checkpoint") ?? throw new FormatException("the first holds the checkpoint");
        var signed = SignedCheckpoint.Parse(note);
        if (!trusted.Any(signed.IsSignedBy))
        {
            return new(null, $"The checkpoint is not signed by a trusted key, but says {signed.Signers}");
        }
        _checkpoint = signed.Checkpoint;
        Note = note;
        return null;
    }

    private Finding? Check(JsonElement line, int number)
    {
        var entry = Member(line, "entry");
        var sequence = Member(entry, "sequence").GetInt64();
        var leaf = MerkleHash.OfLeaf(CanonicalJson.Of(entry));
        byte[][] proof = [.. Member(line, "proof").EnumerateArray().Select(hash => Convert.FromBase64String(hash.GetString() ?? throw new FormatException("a hash of its proof is null")))];
        if (!MerkleProof.IsIncluded(leaf, sequence - 1, _checkpoint!.Size, proof, _checkpoint.Root))
        {
            return new(sequence, $"in line {number}, it is not the entry that the checkpoint covers");
        }
        if (!Agrees(Member(entry, "beforeDigest"), Text(line, "before")) || !Agrees(Member(entry, "afterDigest"), Text(line, "after")))
        {
            return new(sequence, $"in line {number}, its text before or after is not the one whose digest it holds");
        }
        _entries++;
        return null;
    }

    private static JsonElement Member(JsonElement of, string name) =>
        of.ValueKind != JsonValueKind.Object ? throw new FormatException("an object is missing")
        : of.TryGetProperty(name, out var member) ? member
        : throw new FormatException($"'{name}' is missing");

    private static string? Text(JsonElement of, string name) => Member(of, name).GetString();

    private static bool Agrees(JsonElement digest, string? text) => digest.ValueKind == JsonValueKind.Null
        ? text is null
        : text is not null && digest.GetString() == Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
