using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Hosting.Outbound;

/// <summary>Signs webhooks as Standard Webhooks says (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md), symmetric scheme.</summary>
internal sealed class WebhookSecret
{
    /// <summary>The fewest bytes of a secret.</summary>
    public const int Shortest = 24;

    /// <summary>The most bytes of a secret.</summary>
    public const int Longest = 64;

    private const int Usual = 32;
    private const string Prefix = "whsec_";
    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>A new secret, as its receiver has to be told it.</summary>
    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Usual));

    /// <summary>Reads a secret; null when it is none.</summary>
    public static WebhookSecret? Find(string text)
    {
        var key = new byte[text.Length];
        return text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Prefix.Length..], key, out var length)
            && length is >= Shortest and <= Longest
                ? new(key[..length])
                : null;
    }

    /// <summary>The signature of a message.</summary>
    /// <param name="id">The message's id.</param>
    /// <param name="timestamp">When it is sent, in seconds since 1970.</param>
    /// <param name="body">What is sent.</param>
    public string Sign(string id, long timestamp, string body) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        _key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{body}"))));
}
