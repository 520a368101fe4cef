using System.Collections.Concurrent;
using Portal.Data.Mail;
using Portal.Data.Notices.Digests;

namespace Portal.Tests.Support;

/// <summary>Words mail about notices in one line, and keeps what it was asked to say.</summary>
public sealed class RecordedNoticeMails : INoticeMails
{
    private readonly ConcurrentQueue<NoticeLetter> _letters = new();

    /// <summary>What it was asked to say, in order; also what was rolled back afterwards.</summary>
    public IReadOnlyList<NoticeLetter> All => [.. _letters];

    /// <inheritdoc/>
    public Task<MailContent> WriteAsync(NoticeLetter letter, CancellationToken cancellationToken)
    {
        _letters.Enqueue(letter);
        var text = $"{letter.Total} notices";
        return Task.FromResult(new MailContent(text, $"<p>{text}</p>", text));
    }
}
