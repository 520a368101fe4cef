using System.Security.Cryptography;
using System.Text;
using Portal.Data.Storage;

namespace Portal.Data.Notices.Records;

/// <summary>
/// A rule as it stands in the record: all of it but how its posting goes. Of what is sealed only a hash of the seal, which tells that it was
/// replaced and nothing of what it is.
/// </summary>
internal sealed record RecordedRule(
    string Name,
    bool IsEnabled,
    NoticeTrigger Trigger,
    NoticeConditions Conditions,
    NoticeAudience Audience,
    MailRhythm Mail,
    NoticeChannel Channel,
    string? Host,
    string? AddressFingerprint,
    string? SecretFingerprint,
    string? EarlierSecretFingerprint,
    DateTimeOffset? EarlierSecretUntil,
    DateTimeOffset CreatedAt)
{
    /// <summary>The record of a rule as it is now.</summary>
    public static RecordedRule Of(NoticeRule rule) => new(
        rule.Name,
        rule.IsEnabled,
        rule.Trigger,
        rule.Conditions,
        rule.Audience,
        rule.Mail,
        rule.Channel,
        rule.Host,
        Fingerprint(rule.SealedAddress),
        Fingerprint(rule.SealedSecret),
        Fingerprint(rule.SealedEarlierSecret),
        rule.EarlierSecretUntil?.ToMicrosecond(),
        rule.CreatedAt.ToMicrosecond());

    private static string? Fingerprint(string? sealedText) => sealedText is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sealedText)));
}
