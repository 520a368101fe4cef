using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Checkpoints;

namespace Portal.Tests.Audit.Checkpoints;

public sealed class SignedCheckpointTests
{
    private static readonly SigningKey Key = SigningKey.Create("tests.example/audit");
    private static readonly Checkpoint Sample = new("tests.example/audit", 20, MerkleHash.OfLeaf("x"u8));

    // The example keys of Go's golang.org/x/mod/sumdb/note, which the format was taken from.
    private const string GoPublic = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string GoPrivate = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    private const string GoText = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";

    private const string GoSignature = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

    [Fact]
    public void The_text_is_that_of_the_format() =>
        Assert.Equal($"tests.example/audit\n20\n{Convert.ToBase64String(Sample.Root)}\n", Sample.Text);

    [Fact]
    public void A_signed_note_reads_back_and_is_known_by_its_key()
    {
        var note = SignedCheckpoint.Of(Sample, Key).Note;

        var read = SignedCheckpoint.Parse(note);

        Assert.StartsWith(Sample.Text + "\n\u2014 tests.example/audit ", note, StringComparison.Ordinal);
        Assert.Equal((Sample.Origin, Sample.Size), (read.Checkpoint.Origin, read.Checkpoint.Size));
        Assert.Equal(Sample.Root, read.Checkpoint.Root);
        Assert.Equal(note, read.Note);
        Assert.True(read.IsSignedBy(VerifierKey.Parse(Key.Public.Text)));
        Assert.False(read.IsSignedBy(SigningKey.Create("tests.example/audit").Public));
        Assert.False(read.IsSignedBy(SigningKey.Create("other.example/audit").Public));
    }

    [Fact]
    public void Keys_and_signatures_are_those_of_other_tools()
    {
        var key = SigningKey.Parse(GoPrivate);

        Assert.Equal(GoPublic, key.Public.Text);
        Assert.Equal(GoPrivate, key.Secret);
        Assert.Equal(Convert.FromBase64String(GoSignature)[4..], key.Sign(Encoding.UTF8.GetBytes(GoText)));
        Assert.True(VerifierKey.Parse(GoPublic).IsSignature(Encoding.UTF8.GetBytes(GoText), Convert.FromBase64String(GoSignature).AsSpan(4)));
    }

    [Fact]
    public void No_bit_of_a_signed_checkpoint_can_change()
    {
        var note = Encoding.UTF8.GetBytes(SignedCheckpoint.Of(Sample, Key).Note);

        for (var i = 0; i < note.Length; i++)
        {
            foreach (var bit in new byte[] { 1, 4, 32 })
            {
                byte[] changed = [.. note];
                changed[i] ^= bit;
                Assert.False(IsGood(Encoding.UTF8.GetString(changed)), $"bit {bit} of byte {i}");
            }
        }
    }

    [Theory]
    [InlineData("tests.example/audit\n020\nROOT\n")]
    [InlineData("tests.example/audit\n-1\nROOT\n")]
    [InlineData("tests.example/audit\n+20\nROOT\n")]
    [InlineData("tests.example/audit\n20\nROOT")]
    [InlineData("tests.example/audit\n20\n")]
    [InlineData("\n20\nROOT\n")]
    [InlineData("tests.example/audit\n20\nAAAA\n")]
    [InlineData("tests.example/audit\n20\n ROOT\n")]
    [InlineData("tests.example/audit\n99999999999999999999\nROOT\n")]
    public void What_is_no_checkpoint_is_not_read(string text) =>
        Assert.Throws<FormatException>(() => Checkpoint.Parse(text.Replace("ROOT", Convert.ToBase64String(Sample.Root), StringComparison.Ordinal)));

    [Fact]
    public void Lines_that_a_later_format_adds_are_left_alone() => Assert.Equal(20, Checkpoint.Parse(Sample.Text + "something new\n").Size);

    [Theory]
    [InlineData("")]
    [InlineData("name")]
    [InlineData("name+00000000+AQ==")]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNewman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")]
    public void What_is_no_public_key_is_not_read(string text) => Assert.Throws<FormatException>(() => VerifierKey.Parse(text));

    [Fact]
    public void A_key_that_is_none_is_not_repeated_in_the_message()
    {
        var exception = Assert.Throws<FormatException>(() => SigningKey.Parse("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFy"));

        Assert.DoesNotContain("AYEKF", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    // RFC 8032, section 7.1, tests 1 to 3.
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void Signatures_are_those_of_the_RFC(string seed, string publicKey, string message, string signature)
    {
        Assert.Equal(publicKey, Convert.ToHexStringLower(new Ed25519PrivateKeyParameters(Convert.FromHexString(seed)).GeneratePublicKey().GetEncoded()));
        Assert.True(new VerifierKey("rfc", Convert.FromHexString(publicKey)).IsSignature(Convert.FromHexString(message), Convert.FromHexString(signature)));
    }

    private static bool IsGood(string note)
    {
        try
        {
            return SignedCheckpoint.Parse(note).IsSignedBy(Key.Public);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
