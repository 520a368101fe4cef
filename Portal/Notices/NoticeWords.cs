using System.Globalization;
using Portal.Changes;
using Portal.Data.Notices;
using Portal.Shared;

namespace Portal.Notices;

/// <summary>Says a notice in words, for pages, mail and channels alike. What comes from outside passes through <paramref name="outside"/>, since each shows it in its own way.</summary>
/// <param name="notice">The notice.</param>
/// <param name="outside">Makes text from outside safe to stand there.</param>
internal sealed class NoticeWords(NoticeRow notice, Func<string, string> outside)
{
    /// <summary>What happened, in one line.</summary>
    public string Title => notice.What switch
    {
        NoticeWhat.Change => $"{Happened}: {About}",
        NoticeWhat.SourceQuiet => $"{Source} has gone quiet",
        NoticeWhat.SourceBack => $"{Source} sends events again",
        NoticeWhat.Test => $"Test of the rule {outside(notice.Rule)}",
    };

    /// <summary>What is known of it, in a sentence or two.</summary>
    public string Text => notice.What switch
    {
        NoticeWhat.Change => $"{(notice.Count > 1 ? "The last: " : string.Empty)}{outside(notice.ChangeName ?? "a change")} by {Actor} in {Source}. {Sure}{(notice.IsSilent ? " No event told of it." : string.Empty)}",
        NoticeWhat.SourceQuiet => $"Nothing has come since {Say(notice.QuietSince)}, which is much longer than usual. Something on the way may be broken, or somebody stopped it: silence is not safety.",
        NoticeWhat.SourceBack => $"It was quiet from {Say(notice.QuietSince)} until shortly before {Say(notice.At)}. What happened in between may come late, or only show in the next snapshot.",
        NoticeWhat.Test => "Nothing happened. If you can read this, notices of the rule arrive here.",
    };

    /// <summary>Where in the portal to look.</summary>
    public string Path => notice switch
    {
        { What: NoticeWhat.Test } => $"/notices/rules/{notice.RuleId.Value}",
        { What: NoticeWhat.SourceQuiet or NoticeWhat.SourceBack } => "/sources",
        { Count: 1, ChangeId: { } change } => $"/changes/{change.Value}",
        { AgentId: { } agent } => $"/changes?agent={agent.Value}",
        { IdentityId: { } identity } => $"/changes?identity={identity.Value}",
        _ => $"/changes?source={notice.Source?.Id.Value}",
    };

    private string Happened => (notice.Count > 1 ? Words.Count(notice.Count, "change") : notice.Kind?.Say() ?? "Change") + (notice.IsAttempt && notice.Count == 1 ? ", refused" : string.Empty);

    private string About => notice.IsOfMany ? "many agents and identities" : notice.AboutName is { } name ? outside(name) : "nobody in the inventory";

    private string Actor => notice.Actor is { } actor ? outside(actor) : "somebody unknown";

    private string Source => outside(notice.Source?.Name ?? string.Empty);

    private string Sure => notice.Grade is { } grade ? $"How sure that is: {ChangeLooks.Name(grade)}." : string.Empty;

    private static string Say(DateTimeOffset? at) => at is { } instant ? instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) : "an unknown time";
}
