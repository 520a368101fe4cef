using System.Collections.Concurrent;
using Portal.Data.Mail;
using Portal.Data.Reviews.Notices;

namespace Portal.Tests.Support;

/// <summary>Words mail to reviewers in one line, and keeps what it was asked to say.</summary>
public sealed class RecordedLetters : IReviewMails
{
    private readonly ConcurrentQueue<ReviewLetter> _letters = new();

    /// <summary>What it was asked to say, in order; also what was rolled back afterwards.</summary>
    public IReadOnlyList<ReviewLetter> All => [.. _letters];

    /// <inheritdoc/>
    public Task<MailContent> WriteAsync(ReviewLetter letter, CancellationToken cancellationToken)
    {
        _letters.Enqueue(letter);
        var text = $"{letter.Kind}: {letter.OpenItems} of {letter.CampaignName}";
        return Task.FromResult(new MailContent(text, $"<p>{text}</p>", text));
    }
}
