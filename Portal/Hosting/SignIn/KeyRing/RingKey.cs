using System.Security.Cryptography;
using Portal.Data.Storage;

namespace Portal.Hosting.SignIn.KeyRing;

/// <summary>
/// The key that seals the key ring, the keys in the database that make cookies and forms: 256 bits for AES-GCM, made at the first start and kept
/// in a file or an external secret, never in the database. A copy of the database alone forges no session.
/// </summary>
internal sealed class RingKey
{
    private const int KeyBytes = 32;
    private const int NameBytes = 8;
    private const string What = "the key that seals the sessions' keys";
    private readonly byte[] _key;

    private RingKey(byte[] key)
    {
        _key = key;
        Name = Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, NameBytes));
    }

    /// <summary>What tells it from others: sixteen hexadecimal digits, from which the key does not follow.</summary>
    public string Name { get; }

    /// <summary>The key that lies there or comes from the setting, or a new one.</summary>
    /// <exception cref="InvalidOperationException">It is none, or others may read it.</exception>
    public static RingKey Ensure(KeyRingOptions options)
    {
        if (options.Key is { } given)
        {
            return Read(given, "SignIn:Key");
        }
        if (SecretFile.Find(options.KeyFile, What) is { } secret)
        {
            return Read(secret, options.KeyFile);
        }
        var made = RandomNumberGenerator.GetBytes(KeyBytes);
        try
        {
            SecretFile.Create(options.KeyFile, Convert.ToBase64String(made));
            return new(made);
        }
        catch (IOException) when (File.Exists(options.KeyFile))
        {
            // Another portal made one meanwhile.
            return Ensure(options);
        }
    }

    /// <summary>Seals <paramref name="content"/>; <paramref name="purpose"/> has to be given again to open it.</summary>
    public byte[] Seal(ReadOnlySpan<byte> content, ReadOnlySpan<byte> purpose)
    {
        var nonceBytes = AesGcm.NonceByteSizes.MaxSize;
        var tagBytes = AesGcm.TagByteSizes.MaxSize;
        var @sealed = new byte[nonceBytes + content.Length + tagBytes];
        RandomNumberGenerator.Fill(@sealed.AsSpan(0, nonceBytes));
        using var cipher = new AesGcm(_key, tagBytes);
        cipher.Encrypt(@sealed.AsSpan(0, nonceBytes), content, @sealed.AsSpan(nonceBytes, content.Length), @sealed.AsSpan(nonceBytes + content.Length), purpose);
        return @sealed;
    }

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <exception cref="CryptographicException">It was sealed with another key or for another purpose, or was changed.</exception>
    public byte[] Open(ReadOnlySpan<byte> @sealed, ReadOnlySpan<byte> purpose)
    {
        var nonceBytes = AesGcm.NonceByteSizes.MaxSize;
        var tagBytes = AesGcm.TagByteSizes.MaxSize;
        if (@sealed.Length < nonceBytes + tagBytes)
        {
            throw new CryptographicException("The sealed key is cut off.");
        }
        var content = new byte[@sealed.Length - nonceBytes - tagBytes];
        using var cipher = new AesGcm(_key, tagBytes);
        cipher.Decrypt(@sealed[..nonceBytes], @sealed[nonceBytes..^tagBytes], @sealed[^tagBytes..], content, purpose);
        return content;
    }

    private static RingKey Read(string text, string place)
    {
        var key = new byte[KeyBytes];
        return Convert.TryFromBase64String(text, key, out var length) && length == KeyBytes
            ? new(key)
            : throw new InvalidOperationException($"{place} does not hold {What}: it has to be {KeyBytes} random bytes in base64, as 'openssl rand -base64 {KeyBytes}' makes them.");
    }
}
