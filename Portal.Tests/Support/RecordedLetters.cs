using System.Collections.Concurrent;
using Portal.Data.Mail;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Pauses;

namespace Portal.Tests.Support;

/// <summary>Words mail to reviewers in one line, and keeps what it was asked to say.</summary>
public sealed class RecordedLetters : IReviewMails
{
    private readonly ConcurrentQueue<ReviewLetter> _letters = new();
    private readonly ConcurrentQueue<CampaignHandoverLetter> _handovers = new();
    private readonly ConcurrentQueue<QuestionLetter> _questions = new();

    /// <summary>What it was asked to say, in order; also what was rolled back afterwards.</summary>
    public IReadOnlyList<ReviewLetter> All => [.. _letters];

    /// <summary>What it was asked to say of campaigns that came to somebody, in order; also what was rolled back afterwards.</summary>
    public IReadOnlyList<CampaignHandoverLetter> Handovers => [.. _handovers];

    /// <summary>What it was asked to say of questions, in order; also what was rolled back afterwards.</summary>
    public IReadOnlyList<QuestionLetter> Questions => [.. _questions];

    /// <inheritdoc/>
    public Task<MailContent> WriteAsync(QuestionLetter letter, CancellationToken cancellationToken)
    {
        _questions.Enqueue(letter);
        var text = $"{letter.OtherName} to {letter.ReceiverName}: {letter.Reply ?? letter.Question}";
        return Task.FromResult(new MailContent(text, $"<p>{text}</p>", text));
    }

    /// <inheritdoc/>
    public Task<MailContent> WriteAsync(CampaignHandoverLetter letter, CancellationToken cancellationToken)
    {
        _handovers.Enqueue(letter);
        var text = $"{letter.Count} from {letter.FromName} to {letter.OwnerName}";
        return Task.FromResult(new MailContent(text, $"<p>{text}</p>", text));
    }

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
