using Portal.Hosting.Outbound;

namespace Portal.Audit.Delivery;

/// <summary>Where checkpoints are posted to (<c>Audit:CheckpointWebhook</c>).</summary>
/// <param name="Address">The address.</param>
/// <param name="Secrets">The secrets that requests are signed with (<c>Audit:CheckpointWebhookSecret</c>): one, or two while it is replaced.</param>
internal sealed record WebhookSettings(Uri Address, IReadOnlyList<WebhookSecret> Secrets)
{
    private const string AddressKey = "Audit:CheckpointWebhook";
    private const string SecretKey = "Audit:CheckpointWebhookSecret";

    /// <summary>Reads the settings; null when no webhook is set.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example. Never the secret itself.</exception>
    public static WebhookSettings? From(IConfiguration configuration, OutboundGuard guard)
    {
        if (configuration[AddressKey] is not { Length: > 0 } text)
        {
            return null;
        }
        if (guard.FindAddress(text) is not { } address)
        {
            throw new InvalidOperationException(
                $"{AddressKey} is '{text}', but must be an https address (http only to a host in Outbound:AllowedPrivate), for example Audit__CheckpointWebhook=https://keeper.example.org/checkpoints.");
        }
        var secrets = (configuration[SecretKey] ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(WebhookSecret.Find).ToList();
        return secrets.Count is 1 or 2 && secrets.TrueForAll(s => s is not null)
            ? new(address, [.. secrets.OfType<WebhookSecret>()])
            : throw new InvalidOperationException(
                $"{SecretKey} must be 'whsec_' and {WebhookSecret.Shortest} to {WebhookSecret.Longest} random bytes in base64, or two such with a space between, for example Audit__CheckpointWebhookSecret=whsec_$(openssl rand -base64 32).");
    }
}
