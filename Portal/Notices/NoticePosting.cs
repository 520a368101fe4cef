using Portal.Data.Notices;
using Portal.Data.Notices.Delivery;
using Portal.Hosting.Outbound;

namespace Portal.Notices;

/// <summary>Posts one message to its channel, and says what came of it.</summary>
/// <param name="channels">Opens addresses and secrets.</param>
/// <param name="payload">Words the message.</param>
/// <param name="post">Posts.</param>
internal sealed class NoticePosting(INoticeChannels channels, NoticePayload payload, OutboundPost post)
{
    /// <summary>Posts it.</summary>
    public async Task<NoticeAnswer> SendAsync(NoticeMessage message, CancellationToken cancellationToken)
    {
        if (channels.Open(message.SealedAddress) is not { } address || SignatureOf(message) is not { } signed)
        {
            return new(Status: null, "The keys that the address and secret were sealed with are gone. Enter both anew.", Pause: null);
        }
        if (channels.AddressProblem(address) is { } problem)
        {
            return new(Status: null, $"The address {problem}", Pause: null);
        }
        try
        {
            var answer = await post.SendAsync(new Uri(address), payload.Of(message), signed.Secrets.Count == 0 ? null : signed, cancellationToken);
            return new(answer.Status, answer.IsTaken ? answer.Text : $"{answer.Say()} {answer.Text}", answer.Pause);
        }
        catch (TimeoutException late)
        {
            return new(Status: null, late.Message, Pause: null);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return new(Status: null, failed.GetBaseException().Message, Pause: null);
        }
    }

    private WebhookSignature? SignatureOf(NoticeMessage message)
    {
        var secrets = message.SealedSecrets.Select(s => channels.Open(s) is { } secret ? WebhookSecret.Find(secret) : null).OfType<WebhookSecret>().ToList();
        return secrets.Count == 0 && message.Channel == NoticeChannel.Webhook ? null : new($"notice_{message.Id.Value:N}", secrets);
    }
}
