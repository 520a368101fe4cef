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
    private readonly OutboundPost _post = new(guard, clock, OutboundPost.Patience);

    /// <inheritdoc/>
    public string Name => "webhook";

    /// <inheritdoc/>
    public async Task DeliverAsync(SignedState checkpoint, CancellationToken cancellationToken)
    {
        var id = "checkpoint_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(checkpoint.Note)).AsSpan(0, 16));
        var body = JsonSerializer.Serialize(
            new { type = Type, data = new { origin = checkpoint.Origin, size = checkpoint.Size, root = checkpoint.Root, checkpoint = checkpoint.Note } });
        try
        {
            var answer = await _post.SendAsync(settings.Address, body, new(id, settings.Secrets), cancellationToken);
            if (!answer.IsTaken)
            {
                throw new DeliveryException(answer.Say(), answer.Pause);
            }
        }
        catch (TimeoutException late)
        {
            throw new DeliveryException(late.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _post.Dispose();
}
