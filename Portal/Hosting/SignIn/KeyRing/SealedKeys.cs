using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Portal.Hosting.SignIn.KeyRing;

/// <summary>Seals each key of the key ring on its way into the database, and opens it on its way out.</summary>
/// <param name="key">What they are sealed with.</param>
internal sealed class SealedKeys(RingKey key) : IXmlEncryptor, IXmlDecryptor
{
    /// <summary>The attribute with the name of the key that sealed it.</summary>
    public const string By = "by";

    /// <summary>The element that a sealed key is.</summary>
    public const string Element = "sealedKey";

    /// <summary>Made by the framework, which gives what it has.</summary>
    /// <param name="services">Know the key.</param>
    public SealedKeys(IServiceProvider services)
        : this(services.GetRequiredService<RingKey>())
    {
    }

    private static ReadOnlySpan<byte> Purpose => "governance key ring 1"u8;

    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        using var content = new MemoryStream();
        plaintextElement.Save(content, SaveOptions.DisableFormatting);
        return new(
            new XElement(Element, new XAttribute(By, key.Name), Convert.ToBase64String(key.Seal(content.ToArray(), Purpose))),
            typeof(SealedKeys));
    }

    /// <inheritdoc/>
    public XElement Decrypt(XElement encryptedElement)
    {
        using var content = new MemoryStream(key.Open(Convert.FromBase64String(encryptedElement.Value), Purpose));
        return XElement.Load(content);
    }
}
