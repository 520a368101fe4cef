using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Portal.Data.Audit.Checkpoints;

/// <summary>
/// A public key of the record, as <c>NAME+ID+KEY</c>: the form that other tools for signed notes take too (https://c2sp.org/signed-note).
/// </summary>
public sealed record VerifierKey
{
    /// <summary>How many bytes an Ed25519 signature has.</summary>
    internal const int SignatureLength = 64;

    private const byte Ed25519 = 1;
    private readonly Ed25519PublicKeyParameters _key;

    internal VerifierKey(string name, ReadOnlySpan<byte> publicKey)
    {
        if (name.Length == 0 || name.Any(c => char.IsWhiteSpace(c) || c == '+' || char.IsControl(c)))
        {
            throw new FormatException($"'{name}' cannot be the name of a key: it must not be empty and has neither white space nor '+'.");
        }
        Name = name;
        _key = new(publicKey.ToArray());
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519, .. publicKey]));
        Text = $"{name}+{Id:x8}+{Convert.ToBase64String([Ed25519, .. publicKey])}";
    }

    /// <summary>The key's name, which is the record's origin.</summary>
    public string Name { get; }

    /// <summary>The first bytes of a hash over the name and the key, by which signatures name it.</summary>
    public uint Id { get; }

    /// <summary>The whole key as text.</summary>
    public string Text { get; }

    /// <summary>Reads a key.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static VerifierKey Parse(string text)
    {
        if (text.Split('+', 3) is [var name, { Length: 8 } id, var encoded]
            && uint.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            && FromBase64(encoded) is [Ed25519, .. { Length: 32 } key]
            && new VerifierKey(name, key) is var read
            && read.Id == number)
        {
            return read;
        }
        throw new FormatException($"'{text}' is not a public key. One looks like governance.example.com/audit+1a2b3c4d+AQ…, and GET /api/v1/audit/key gives the portal's.");
    }

    /// <inheritdoc/>
    public bool Equals(VerifierKey? other) => other?.Text == Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    internal bool IsSignature(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
        {
            return false;
        }
        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, _key);
        verifier.BlockUpdate(text);
        return verifier.VerifySignature(signature.ToArray());
    }

    internal static byte[] FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text ? bytes[..length] : [];
    }
}
