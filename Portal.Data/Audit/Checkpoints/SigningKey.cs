using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Portal.Data.Audit.Checkpoints;

/// <summary>The private key that signs checkpoints, as <c>PRIVATE+KEY+NAME+ID+KEY</c>. It is never in the database.</summary>
internal sealed class SigningKey
{
    private const string Marker = "PRIVATE+KEY+";
    private const int SeedLength = 32;
    private const byte Ed25519 = 1;
    private readonly Ed25519PrivateKeyParameters _key;
    private readonly byte[] _seed;

    private SigningKey(string name, byte[] seed)
    {
        _seed = seed;
        _key = new(seed);
        Public = new(name, _key.GeneratePublicKey().GetEncoded());
    }

    /// <summary>The public half.</summary>
    public VerifierKey Public { get; }

    /// <summary>The whole key as text: a secret.</summary>
    public string Secret => $"{Marker}{Public.Name}+{Public.Id:x8}+{Convert.ToBase64String([Ed25519, .. _seed])}";

    /// <summary>A new random key.</summary>
    public static SigningKey Create(string name) => new(name, RandomNumberGenerator.GetBytes(SeedLength));

    /// <summary>Reads a key.</summary>
    /// <exception cref="FormatException">It is none. The text is not in the message.</exception>
    public static SigningKey Parse(string text)
    {
        if (text.StartsWith(Marker, StringComparison.Ordinal)
            && text[Marker.Length..].Split('+', 3) is [var name, var id, var encoded]
            && VerifierKey.FromBase64(encoded) is [Ed25519, .. { Length: SeedLength } seed]
            && new SigningKey(name, seed) is var read
            && read.Public.Id.ToString("x8", System.Globalization.CultureInfo.InvariantCulture) == id)
        {
            return read;
        }
        throw new FormatException("This is not a private key. One looks like PRIVATE+KEY+governance.example.com/audit+1a2b3c4d+AQ….");
    }

    /// <summary>Signs a text.</summary>
    public byte[] Sign(ReadOnlySpan<byte> text)
    {
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, _key);
        signer.BlockUpdate(text);
        return signer.GenerateSignature();
    }
}
