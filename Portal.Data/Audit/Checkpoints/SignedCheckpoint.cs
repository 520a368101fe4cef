using System.Buffers.Binary;
using System.Text;

namespace Portal.Data.Audit.Checkpoints;

/// <summary>A checkpoint with its signatures, as a signed note (https://c2sp.org/signed-note): text, an empty line, a line for each signature.</summary>
internal sealed class SignedCheckpoint
{
    private const string SignatureMark = "\u2014 ";
    private const int IdLength = sizeof(uint);
    private readonly string _text;
    private readonly IReadOnlyList<(string Name, uint Id, byte[] Signature)> _signatures;

    private SignedCheckpoint(string text, IReadOnlyList<(string Name, uint Id, byte[] Signature)> signatures)
    {
        _text = text;
        _signatures = signatures;
        Checkpoint = Checkpoint.Parse(text);
    }

    /// <summary>What it says.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>The whole note.</summary>
    public string Note => string.Concat([_text, "\n", .. _signatures.Select(s => $"{SignatureMark}{s.Name} {Convert.ToBase64String(Encoded(s.Id, s.Signature))}\n")]);

    /// <summary>The keys that it claims to be signed with, by name and id.</summary>
    public string Signers => string.Join(", ", _signatures.Select(s => $"{s.Name}+{s.Id:x8}"));

    /// <summary>Signs a checkpoint.</summary>
    public static SignedCheckpoint Of(Checkpoint checkpoint, SigningKey key) =>
        new(checkpoint.Text, [(key.Public.Name, key.Public.Id, key.Sign(Encoding.UTF8.GetBytes(checkpoint.Text)))]);

    /// <summary>Reads a note.</summary>
    /// <exception cref="FormatException">It is no signed checkpoint.</exception>
    public static SignedCheckpoint Parse(string note)
    {
        var border = note.IndexOf("\n\n", StringComparison.Ordinal);
        if (border < 0 || border + 2 == note.Length || !note.EndsWith('\n') || note.Any(c => c is < ' ' and not '\n'))
        {
            throw new FormatException("A signed checkpoint is a text, an empty line and a line for each signature.");
        }
        var lines = note[(border + 2)..^1].Split('\n');
        return new(note[..(border + 1)], [.. lines.Select(ParseSignature)]);
    }

    /// <summary>Whether <paramref name="key"/> signed it.</summary>
    public bool IsSignedBy(VerifierKey key)
    {
        var text = Encoding.UTF8.GetBytes(_text);
        return Checkpoint.Origin == key.Name && _signatures.Any(s => s.Name == key.Name && s.Id == key.Id && key.IsSignature(text, s.Signature));
    }

    private static (string Name, uint Id, byte[] Signature) ParseSignature(string line) =>
        line.StartsWith(SignatureMark, StringComparison.Ordinal)
        && line[SignatureMark.Length..].Split(' ') is [{ Length: > 0 } name, var encoded]
        && VerifierKey.FromBase64(encoded) is { Length: > IdLength } bytes
            ? (name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[IdLength..])
            : throw new FormatException($"'{line}' is not a signature.");

    private static byte[] Encoded(uint id, byte[] signature)
    {
        var bytes = new byte[IdLength + signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, id);
        signature.CopyTo(bytes, IdLength);
        return bytes;
    }
}
