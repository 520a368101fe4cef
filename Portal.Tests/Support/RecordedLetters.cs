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
    public Task<MailContent> WriteAsync(IReadOnlyList<ReviewLetter> letters, CancellationToken cancellationToken)
    {
        foreach (var letter in letters)
        {
            _letters.Enqueue(letter);
        }
        var text = string.Join("; ", letters.Select(l => $"{l.Kind}: {l.OpenItems} of {l.CampaignName}"));
        return Task.FromResult(new MailContent(text, $"<p>{text}</p>", text));
    }
}
