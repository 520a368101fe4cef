using System.Collections.Concurrent;
using Portal.Data.Inventory.Handover;
using Portal.Data.Mail;

namespace Portal.Tests.Support;

/// <summary>Words mail to new owners in one line, and keeps what it was asked to say.</summary>
public sealed class RecordedHandovers : IHandoverMails
{
    private readonly ConcurrentQueue<HandoverLetter> _letters = new();

    /// <summary>What it was asked to say, in order; also what was rolled back afterwards.</summary>
    public IReadOnlyList<HandoverLetter> All => [.. _letters];

    /// <inheritdoc/>
    public Task<MailContent> WriteAsync(HandoverLetter letter, CancellationToken cancellationToken)
    {
        _letters.Enqueue(letter);
        var text = $"{letter.Reason}: {letter.Count} from {letter.FromName}";
        return Task.FromResult(new MailContent(text, $"<p>{text}</p>", text));
    }
}
