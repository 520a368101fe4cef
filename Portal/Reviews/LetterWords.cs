using System.Globalization;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Notices;
using Portal.Mail;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>The sentences of a mail to a reviewer, said the same way in HTML and in text.</summary>
/// <param name="letter">What is to be said.</param>
/// <param name="link">The address of the reviewer's page.</param>
public sealed class LetterWords(ReviewLetter letter, Uri link)
{
    private readonly TimeZoneInfo _zone = ReaderZone.Of(letter.TimeZone).Zone;

    /// <summary>The address of the reviewer's page. It carries no authority: whoever opens it has to sign in.</summary>
    public Uri Link { get; } = link;

    /// <summary>The address of the page on which they say that somebody else should answer. Opening it changes nothing either.</summary>
    public Uri NotMine { get; } = new($"{link}/pass-on");

    /// <summary>The subject line.</summary>
    public string Subject => letter.Kind switch
    {
        NoticeKind.Invitation or NoticeKind.PassedOn or NoticeKind.Reopened => $"{Asked} by {Day}: {Name}",
        NoticeKind.SevenDaysLeft or NoticeKind.ThreeDaysLeft or NoticeKind.OneDayLeft => $"{Left} to review {Things}: {Name}",
        NoticeKind.Overdue => $"Overdue: {Things} wait for your answer: {Name}",
    };

    /// <summary>What this is.</summary>
    public string Headline => letter.Kind switch
    {
        NoticeKind.Invitation => $"Please say whether {Things} of {Agents} {(letter.OpenItems == 1 ? "is" : "are")} still needed",
        NoticeKind.PassedOn => $"{Things} of {Agents} {(letter.OpenItems == 1 ? "was" : "were")} passed on to you",
        NoticeKind.Reopened => $"{Things} of {Agents} can be answered again",
        NoticeKind.SevenDaysLeft or NoticeKind.ThreeDaysLeft or NoticeKind.OneDayLeft => $"{Left}, {Things} of {Agents} wait for your answer",
        NoticeKind.Overdue => $"The due date has passed, {Things} of {Agents} wait for your answer",
    };

    /// <summary>Greets by the first name.</summary>
    public string Greeting => $"Hello {MailText.Of(letter.ReviewerName).Split(' ')[0]},";

    /// <summary>Which campaign, and who asks.</summary>
    public string Asks => $"{MailText.Of(letter.CampaignOwner)} asks you as part of the access review “{Name}”.";

    /// <summary>Why it is this person.</summary>
    public string Why => "You are asked because " + string.Join(" and ", letter.Reasons.Select(r => r switch
    {
        ReviewerReason.Owner => "you own these agents",
        ReviewerReason.Sponsor => "you sponsor agents whose owner cannot answer",
        ReviewerReason.OwnersManager => "you are the manager of the owner of agents that nobody nearer can answer for",
        ReviewerReason.CampaignOwner => "you are responsible for this review, and nobody nearer can answer for some agents",
        ReviewerReason.SecurityEngineer => "you run the inventory, and nobody nearer can answer for some agents",
        ReviewerReason.ResourceOwner => "you own resources that these agents reach",
        ReviewerReason.Named => "the review names you",
        ReviewerReason.GroupMember => "the review asks a group that you are in",
        ReviewerReason.RoleHolder => "the review asks a role that you hold",
        ReviewerReason.StandIn => "you stand in for somebody who is away",
        ReviewerReason.Reassigned => "somebody put these questions before you by name",
        ReviewerReason.Escalated => "who was asked did not answer by the due date, and you stand higher or are responsible for this review",
    })) + ".";

    /// <summary>When answers are due, in the reader's zone.</summary>
    public string Due => At(letter.DueAt);

    /// <summary>What happens without an answer, and when.</summary>
    public string WithoutAnswer => $"Without your answer {Ends}, {Kept} Either way nobody is said to have approved it.";

    /// <summary>What opening the link does.</summary>
    public static string AboutLink =>
        "Opening the link changes nothing. You sign in, look at each permission, and decide; it works on a phone, and you can do part of it now and the rest later.";

    /// <summary>Heading of the named items.</summary>
    public string RiskiestHeading => letter.Riskiest.Count == letter.OpenItems
        ? "What you are asked about"
        : $"The {(letter.Riskiest.Count == 1 ? "riskiest" : $"{letter.Riskiest.Count.ToString(CultureInfo.InvariantCulture)} riskiest")} of {Words.Number(letter.OpenItems)}";

    /// <summary>The named items.</summary>
    public IEnumerable<Item> Riskiest => letter.Riskiest.Select(i => new Item(
        MailText.Of(i.Agent),
        $"{MailText.Of(i.Entitlement)} on {MailText.Of(i.Identity)} ({MailText.Of(i.Container)})",
        i.Contribution is { } contribution ? MailText.Of(contribution) : null,
        i.Risk));

    private string Ends => letter.NoAnswer.EndsAt(letter.DueAt) is { } end ? $"by {At(end)}" : "by the time that the review is closed";

    private string Kept => letter.NoAnswer.DisableFromRisk switch
    {
        null => "the access stays and is reported as unanswered under your name.",
        0 => "the access is taken away by the review's policy, and given back to whoever still needs it.",
        { } risk => string.Create(
            CultureInfo.InvariantCulture,
            $"access with a risk of {risk} or more is taken away by the review's policy and given back to whoever still needs it; the rest stays and is reported as unanswered under your name."),
    };

    private string Name => MailText.Of(letter.CampaignName);

    private string Things => Words.Count(letter.OpenItems, "permission");

    private string Agents => Words.Count(letter.Agents, "AI agent");

    private string Asked => $"Review {Things} of {Agents}";

    private string At(DateTimeOffset at) => $"{TimeZoneInfo.ConvertTime(at, _zone).ToString("dddd, d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} ({_zone.Id})";

    private string Day => TimeZoneInfo.ConvertTime(letter.DueAt, _zone).ToString("d MMMM", CultureInfo.InvariantCulture);

    private string Left
    {
        get
        {
            var days = (int)Math.Ceiling((letter.DueAt - letter.At).TotalDays);
            return days <= 1 ? "Last day" : $"{days.ToString(CultureInfo.InvariantCulture)} days left";
        }
    }

    /// <summary>A named item.</summary>
    /// <param name="Agent">The agent.</param>
    /// <param name="Entitlement">What it was given, and where.</param>
    /// <param name="Contribution">What it adds, or null.</param>
    /// <param name="Risk">0..100.</param>
    public sealed record Item(string Agent, string Entitlement, string? Contribution, int Risk);
}
