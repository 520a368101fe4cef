using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Data.People;

/// <summary>The secret of an API token: 256 random bits behind a prefix that secret scanners know.</summary>
public static class ApiTokenSecret
{
    /// <summary>What every secret starts with.</summary>
    public const string Prefix = "gov_";

    private const int RandomBytes = 32;
    private const int ShownCharacters = 10;

    /// <summary>A new secret.</summary>
    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>What is stored of it.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>What people may see of it.</summary>
    public static string Shown(string secret) => secret[..ShownCharacters];
}
