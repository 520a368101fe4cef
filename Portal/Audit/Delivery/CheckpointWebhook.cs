using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Data.Audit.Proofs;
using Portal.Hosting.Outbound;

namespace Portal.Audit.Delivery;

/// <summary>
/// Posts checkpoints, signed after Standard Webhooks. The id follows from the checkpoint, so that it is the same over retries, restarts and all
/// portals of one database, and whoever receives it can tell a repeat.
/// </summary>
/// <param name="settings">Where to, and the secrets.</param>
/// <param name="guard">Keeps requests out of networks where they have no business.</param>
/// <param name="clock">The time.</param>
internal sealed class CheckpointWebhook(WebhookSettings settings, OutboundGuard guard, TimeProvider clock) : ICheckpointTarget, IDisposable
{
    private const string Type = "audit.checkpoint";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpClient _client = new(guard.CreateHandler()) { Timeout = Patience };

    /// <inheritdoc/>
    public string Name => "webhook";

    /// <inheritdoc/>
    public async Task DeliverAsync(SignedState checkpoint, CancellationToken cancellationToken)
    {
        var id = "checkpoint_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(checkpoint.Note)).AsSpan(0, 16));
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        var body = JsonSerializer.Serialize(
            new { type = Type, data = new { origin = checkpoint.Origin, size = checkpoint.Size, root = checkpoint.Root, checkpoint = checkpoint.Note } });
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ', settings.Secrets.Select(s => s.Sign(id, timestamp, body))));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Governance", productVersion: null));
        using var response = await SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new DeliveryException(
                $"It answered {(int)response.StatusCode}{((int)response.StatusCode is >= 300 and < 400 ? "; redirects are not followed" : string.Empty)}.",
                PauseAfter(response));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DeliveryException(string.Create(CultureInfo.InvariantCulture, $"It did not answer within {Patience.TotalSeconds} seconds."));
        }
    }

    private TimeSpan? PauseAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };
}
