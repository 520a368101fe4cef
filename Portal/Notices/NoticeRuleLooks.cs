using Microsoft.AspNetCore.Components;
using Portal.Changes;
using Portal.Data.Notices;
using Portal.Data.Notices.Delivery;
using Portal.Shared;

namespace Portal.Notices;

/// <summary>Says rules in words.</summary>
internal static class NoticeRuleLooks
{
    /// <summary>Of what a rule tells.</summary>
    public static string Tells(NoticeRuleRow rule)
    {
        var asked = rule.Conditions;
        if (rule.Trigger == NoticeTrigger.QuietSource)
        {
            return asked.Platform is { } only ? $"A source on {only.Say()} goes quiet" : "A source goes quiet";
        }
        string?[] said =
        [
            asked.Kinds.Count > 0 ? string.Join(" or ", asked.Kinds.Select(k => k.Say().ToLowerInvariant())) : "any change",
            asked.OnlySilent ? "that no event told of" : null,
            asked.OnlyAttempts ? "that was refused" : null,
            asked.AtMostAsSureAs is { } grade ? $"at most as sure as {ChangeLooks.Name(grade)}" : null,
            asked.Agents.Count > 0 ? $"of {Words.Count(asked.Agents.Count, "agent")} by name" : asked.OnlyOfAgents ? "of agents" : null,
            asked.Environment is { } environment ? $"of agents in {environment.Say().ToLowerInvariant()}" : null,
            asked.MinimumRisk is { } risk ? $"with a risk of {risk} or more" : null,
            asked.Platform is { } platform ? $"on {platform.Say()}" : null,
        ];
        var text = string.Join(", ", said.OfType<string>());
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>Whom a rule tells, and how; names of people are text from outside.</summary>
    public static string Whom(NoticeRuleRow rule)
    {
        string?[] said =
        [
            .. rule.Audience.Roles.Select(r => r.Say()),
            .. rule.People.Select(p => p.Name),
            rule.Mail == MailRhythm.None ? null : $"{rule.Mail.Say().ToLowerInvariant()} mail",
            rule.Channel == NoticeChannel.None ? null : $"{rule.Channel.Say()} at {rule.Host}",
        ];
        return string.Join(", ", said.OfType<string>());
    }

    /// <summary>Whether a rule works.</summary>
    public static MarkupString State(NoticeRuleRow rule) => rule switch
    {
        { IsEnabled: false } => Show.Chip("off"),
        { StoppedAt: not null } => Show.Chip("receiver is gone", Tone.Bad, rule.Problem),
        { Failures: > 0 } => Show.Chip("cannot be delivered", Tone.Bad, rule.Problem),
        _ => Show.Chip("on", Tone.Good),
    };

    /// <summary>What became of a message.</summary>
    public static MarkupString State(NoticeDeliveryRow delivery) => delivery switch
    {
        { State: NoticeDeliveryState.Delivered } => Show.Chip("delivered", Tone.Good),
        { State: NoticeDeliveryState.GivenUp } => Show.Chip("given up", Tone.Bad),
        { Attempts: 0 } => Show.Chip("waits", Tone.Note),
        _ => Show.Chip("tried again later", Tone.Warn),
    };
}
