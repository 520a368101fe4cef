using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Portal.Data.Notices;
using Portal.Hosting.Outbound;

namespace Portal.Notices;

/// <summary>Says where notices may be posted to, and seals addresses and secrets with the portal's own keys, which the database alone does not open.</summary>
/// <param name="guard">Keeps requests out of networks where they have no business.</param>
/// <param name="protection">Seals.</param>
internal sealed class NoticeChannels(OutboundGuard guard, IDataProtectionProvider protection) : INoticeChannels
{
    private readonly IDataProtector _seal = protection.CreateProtector("Governance.Notices.Channels.v1");

    /// <inheritdoc/>
    public string? AddressProblem(string address) => guard.FindAddress(address) switch
    {
        null => "must be an https address (http only to a host in Outbound:AllowedPrivate), for example https://hooks.example.org/notices.",
        { } found when guard.IsClosed(found) => "must not be in a private network, unless Outbound:AllowedPrivate names it.",
        _ => null,
    };

    /// <inheritdoc/>
    public string? SecretProblem(string secret) => WebhookSecret.Find(secret) is null
        ? $"must be 'whsec_' and {WebhookSecret.Shortest} to {WebhookSecret.Longest} random bytes in base64."
        : null;

    /// <inheritdoc/>
    public string Seal(string text) => _seal.Protect(text);

    /// <inheritdoc/>
    public string? Open(string sealedText)
    {
        try
        {
            return _seal.Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
