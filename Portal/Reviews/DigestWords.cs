using System.Globalization;
using Portal.Data.Reviews.Notices;
using Portal.Mail;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>The sentences of a mail that reminds a reviewer of several campaigns at once.</summary>
/// <param name="reviews">The words of each, most urgent first.</param>
/// <param name="letters">What is to be said of each.</param>
/// <param name="link">The address of the reviewer's own reviews.</param>
public sealed class DigestWords(IReadOnlyList<LetterWords> reviews, IReadOnlyList<ReviewLetter> letters, Uri link)
{
    /// <summary>The address of the reviewer's own reviews.</summary>
    public Uri Link { get; } = link;

    /// <summary>The words of each campaign, most urgent first.</summary>
    public IReadOnlyList<LetterWords> Reviews { get; } = reviews;

    /// <summary>The subject line.</summary>
    public string Subject => $"{Count} wait for your answer: {Words.Count(letters.Sum(l => l.OpenItems), "permission")}";

    /// <summary>What this is.</summary>
    public string Headline => $"{Count} wait for your answer";

    /// <summary>Greets by the first name.</summary>
    public string Greeting => $"Hello {MailText.Of(letters[0].ReviewerName).Split(' ')[0]},";

    /// <summary>Names all of them in one line.</summary>
    public string Asks => $"They are about {Words.Count(letters.Sum(l => l.OpenItems), "permission")} of AI agents that you answer for. The first is due {Reviews[0].Due}.";

    private string Count => $"{letters.Count.ToString(CultureInfo.InvariantCulture)} access reviews";
}
