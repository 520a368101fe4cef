namespace Portal.Hosting.Outbound;

/// <summary>What a webhook is signed with, after Standard Webhooks.</summary>
/// <param name="Id">The message's id: the same on every try, so that whoever receives it can tell a repeat.</param>
/// <param name="Secrets">The secrets: one, or two while it is replaced.</param>
internal sealed record WebhookSignature(string Id, IReadOnlyList<WebhookSecret> Secrets);
